/**
 * A walk as the index can take it: first what is left of the tie that the place is in, then everything beyond it. One
 * comparison of (at, id) as a pair would say the same, but SQLite compares a row's own number by the first half only,
 * and would read a whole tie (an import can give one instant to a million rows) to find a place in it.
 */
import type { Micros } from "../contracts/records.ts";
import type { Statement, Value } from "./database.ts";
import type { Walk } from "./paging.ts";

export interface Bounds {
  /** Inclusive. */
  readonly before?: Micros | undefined;
  readonly after?: Micros | undefined;
}

export type Segment =
  | { readonly part: "tie"; readonly back: boolean; readonly at: number; readonly id: number }
  /** Both exclusive; null is open. */
  | { readonly part: "rest"; readonly back: boolean; readonly below: number | null; readonly above: number | null };

/** Nearest first. Pure. */
export function segments({ back, past }: Walk, { before, after }: Bounds): readonly Segment[] {
  const below = before === undefined ? null : before + 1;
  const above = after === undefined ? null : after - 1;
  if (past === null) return [{ part: "rest", back, below, above }];
  const { at, id } = past;
  const rest: Segment = back
    ? { part: "rest", back, below, above: above === null ? at : Math.max(above, at) }
    : { part: "rest", back, below: below === null ? at : Math.min(below, at), above };
  const outside = (below !== null && at >= below) || (above !== null && at <= above);
  return outside ? [rest] : [{ part: "tie", back, at, id }, rest];
}

/** A list's query: `select` up to the conditions of its own, and the columns it is sorted by. */
export interface Listing {
  readonly select: string;
  readonly conditions: readonly string[];
  readonly values: readonly Value[];
  readonly at: string;
  readonly id: string;
}

/** Pure. */
export function statementOf(listing: Listing, segment: Segment, count: number): Statement {
  const { select, at, id } = listing;
  const conditions = [...listing.conditions];
  const values = [...listing.values];
  const direction = segment.back ? "ASC" : "DESC";
  let order = `${at} ${direction}, ${id} ${direction}`;
  const where = (condition: string, value: number): void => {
    conditions.push(condition);
    values.push(value);
  };
  if (segment.part === "tie") {
    where(`${at} = ?`, segment.at);
    where(segment.back ? `${id} > ?` : `${id} < ?`, segment.id);
    // Within a tie the first column is said to be equal, and of an expression SQLite would not see that: it would sort.
    order = `${id} ${direction}`;
  } else {
    if (segment.below !== null) where(`${at} < ?`, segment.below);
    if (segment.above !== null) where(`${at} > ?`, segment.above);
  }
  const filter = conditions.length > 0 ? ` WHERE ${conditions.join(" AND ")}` : "";
  return {
    sql: `${select}${filter} ORDER BY ${order} LIMIT ?`,
    values: [...values, count],
  };
}
