/** Lists of what has a number and a UUID, and is sorted by an instant: broadcasts, flow starts. */
import type { PageQuery } from "../../contracts/account.ts";
import type { ListPlan } from "./listing.ts";
import { given, numberOf, type Query } from "./query.ts";
import { type Range, readRange } from "./range.ts";

interface NumberedQuery extends PageQuery, Range {
  readonly id?: number;
  readonly uuid?: string;
}

/** Filters combine. */
export function planNumbered(query: Query, page: PageQuery): ListPlan<NumberedQuery> {
  const { uuid } = query;
  const id = given(query.id, numberOf);
  const range = readRange(query);
  if (id === null || range === null) return { kind: "nothing" };
  return {
    kind: "ask",
    query: { ...page, ...(id === undefined ? {} : { id }), ...(uuid === undefined ? {} : { uuid }), ...range },
  };
}
