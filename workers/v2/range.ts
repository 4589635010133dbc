/** `before` and `after`: lists by the instant that they are sorted by, both ends included (contract 0.5). */
import * as z from "zod";
import type { Micros } from "../../contracts/records.ts";
import type { Query } from "./query.ts";
import { given } from "./query.ts";
import { filterInstant } from "./wire/datetime.ts";

export interface Range {
  readonly before?: Micros;
  readonly after?: Micros;
}

/** Null: an end that is no instant, which no item lies before or after. */
export function readRange(query: Query): Range | null {
  const before = given(query.before, filterInstant);
  const after = given(query.after, filterInstant);
  if (before === null || after === null) return null;
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

/**
 * The two parameters as a route documents them.
 * @param which ends before "this instant": `contacts modified at`
 * @param rest what else is to be said, from its punctuation on
 */
export function rangeParameters(which: string, rest = ". Any other form finds nothing.") {
  const bound = (word: string) =>
    z
      .string()
      .optional()
      .meta({ description: `Only ${which} this instant or ${word}, as \`2016-01-01T00:00:00.000000Z\`${rest}` });
  return { before: bound("before"), after: bound("after") };
}
