/** Filters of counted lists as SQL. Pure. */
import type { Micros } from "../../contracts/records.ts";
import type { Value } from "../database.ts";

/** A condition with one value. */
export interface Condition {
  readonly sql: string;
  readonly value: Value;
}

/**
 * Any of the values, of which there may be more than a statement has parameters. Without values nothing is found. One
 * value is compared plainly, so that an index which goes on with the list's order needs no sort.
 */
export function anyOf(column: string, values: readonly Value[] | undefined): readonly Condition[] {
  if (values === undefined) return [];
  const [only] = values;
  if (values.length === 1 && only !== undefined) return [{ sql: `${column} = ?`, value: only }];
  return [{ sql: `${column} IN (SELECT value FROM json_each(?))`, value: JSON.stringify(values) }];
}

export function atMost(column: string, bound: Micros | undefined): readonly Condition[] {
  return bound === undefined ? [] : [{ sql: `${column} <= ?`, value: bound }];
}

export function atLeast(column: string, bound: Micros | undefined): readonly Condition[] {
  return bound === undefined ? [] : [{ sql: `${column} >= ?`, value: bound }];
}

/** Empty, or with ` WHERE ` in front. */
export function whereOf(conditions: readonly Condition[]): {
  readonly where: string;
  readonly values: readonly Value[];
} {
  const where = conditions.length === 0 ? "" : ` WHERE ${conditions.map(({ sql }) => sql).join(" AND ")}`;
  return { where, values: conditions.map(({ value }) => value) };
}
