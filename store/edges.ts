/**
 * Bounds of a walk as row values, (at, id) compared as a pair: one upper and one lower edge at most, because the
 * index walk takes one of each and every further condition would be checked row by row.
 */
import type { Micros } from "../contracts/records.ts";
import type { Value } from "./database.ts";
import type { Place, Walk } from "./paging.ts";

export interface Columns {
  readonly at: string;
  readonly id: string;
}

export interface Bounds {
  /** Inclusive. */
  readonly before?: Micros | undefined;
  readonly after?: Micros | undefined;
}

export interface Clause {
  readonly conditions: readonly string[];
  readonly values: readonly Value[];
  /** ORDER BY and LIMIT; the limit is the last value. */
  readonly tail: string;
}

export function walkClause(walk: Walk, bounds: Bounds, columns: Columns): Clause {
  const { upper, lower } = edges(walk, bounds);
  const pair = `(${columns.at}, ${columns.id})`;
  const direction = walk.back ? "ASC" : "DESC";
  return {
    conditions: [...(upper ? [`${pair} < (?, ?)`] : []), ...(lower ? [`${pair} > (?, ?)`] : [])],
    values: [upper, lower].flatMap((edge) => (edge ? [edge.at, edge.id] : [])),
    tail: `ORDER BY ${columns.at} ${direction}, ${columns.id} ${direction} LIMIT ?`,
  };
}

/** Both exclusive. Ids are positive, so (before + 1, 0) lies just above every row of `before`. */
export function edges(walk: Walk, bounds: Bounds): { readonly upper: Place | null; readonly lower: Place | null } {
  const upper = bounds.before === undefined ? null : { at: bounds.before + 1, id: 0 };
  const lower = bounds.after === undefined ? null : { at: bounds.after, id: 0 };
  if (walk.past === null) return { upper, lower };
  return walk.back
    ? { upper, lower: lower !== null && compare(lower, walk.past) > 0 ? lower : walk.past }
    : { upper: upper !== null && compare(upper, walk.past) < 0 ? upper : walk.past, lower };
}

function compare(one: Place, other: Place): number {
  return one.at - other.at || one.id - other.id;
}
