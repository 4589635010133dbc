/**
 * What an object answers. Every statement seeks in the days that are asked for; those with accounts seek in each
 * day for the accounts.
 */
import { OPERATIONS_PER_OBJECT } from "./bounds.ts";
import { byPlace, type CallerPlace, type CallerRow } from "./caller.ts";
import type { Sql } from "./schema.ts";

/** Days, both included. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

export interface Sums {
  readonly calls: number;
  readonly errors: number;
  readonly fallbacks: number;
}

export interface DayWay extends Sums {
  readonly day: number;
  readonly way: string;
}

export interface NamedSums extends Sums {
  readonly operation: string;
}

/** One object's part of a version's totals. */
export interface Totals {
  readonly days: readonly DayWay[];
  readonly accounts: readonly { readonly day: number; readonly accounts: number }[];
  readonly operations: readonly NamedSums[];
}

/** An account's own days and operations. */
export interface Own {
  readonly days: readonly { readonly day: number; readonly calls: number; readonly errors: number }[];
  readonly operations: readonly {
    readonly operation: string;
    readonly calls: number;
    readonly errors: number;
    readonly last: number;
  }[];
}

const SUMS = "SUM(calls) AS calls, SUM(errors) AS errors, SUM(fallbacks) AS fallbacks";

export function totals(sql: Sql, { from, to }: Period): Totals {
  const days = rows<DayWay>(
    sql,
    `SELECT day, way, ${SUMS} FROM totals WHERE day BETWEEN ? AND ? GROUP BY day, way`,
    from,
    to,
  );
  const accounts = rows<{ day: number; accounts: number }>(
    sql,
    "SELECT day, accounts FROM days WHERE day BETWEEN ? AND ? AND accounts IS NOT NULL",
    from,
    to,
  );
  const operations = rows<NamedSums>(
    sql,
    `SELECT operation, ${SUMS} FROM totals WHERE day BETWEEN ? AND ? GROUP BY operation`,
    from,
    to,
  );
  // Usually today alone.
  const open = rows<{ day: number }>(
    sql,
    "SELECT day FROM days WHERE accounts IS NULL AND day BETWEEN ? AND ?",
    from,
    to,
  );
  for (const { day } of open) {
    days.push(...rows<DayWay>(sql, `SELECT day, way, ${SUMS} FROM calls WHERE day = ? GROUP BY way`, day));
    accounts.push(
      ...rows<{ day: number; accounts: number }>(
        sql,
        "SELECT day, COUNT(DISTINCT account) AS accounts FROM calls WHERE day = ? GROUP BY day",
        day,
      ),
    );
    operations.push(
      ...rows<NamedSums>(sql, `SELECT operation, ${SUMS} FROM calls WHERE day = ? GROUP BY operation`, day),
    );
  }
  return { days, accounts, operations: most(operations) };
}

/**
 * The first `limit` callers after a place: as many are looked for in each day, and read no further than that.
 *
 * @param after null from the start; no place sorts before that of callers without a key, whose names are empty
 */
export function places(sql: Sql, { from, to }: Period, after: CallerPlace | null, limit: number): CallerPlace[] {
  const beyond = beyondOf(after);
  const found = new Map<string, CallerPlace>();
  for (const { day } of rows<{ day: number }>(sql, "SELECT day FROM days WHERE day BETWEEN ? AND ?", from, to)) {
    const here = rows<CallerPlace>(
      sql,
      `SELECT DISTINCT account, key FROM calls WHERE day = ? ${beyond.condition} ORDER BY account, key LIMIT ?`,
      day,
      ...beyond.values,
      limit,
    );
    for (const place of here) found.set(JSON.stringify([place.account, place.key]), place);
  }
  return [...found.values()].sort(byPlace).slice(0, limit);
}

/** Callers after `after` up to and with `until`, by way and operation. */
export function callers(sql: Sql, { from, to }: Period, after: CallerPlace | null, until: CallerPlace): CallerRow[] {
  const beyond = beyondOf(after);
  return rows(
    sql,
    `SELECT account, key, way, operation, ${SUMS}, MIN(first_ms) AS first, MAX(last_ms) AS last
     FROM days CROSS JOIN calls ON calls.day = days.day
     WHERE days.day BETWEEN ? AND ? ${beyond.condition} AND (account, key) <= (?, ?)
     GROUP BY account, key, way, operation`,
    from,
    to,
    ...beyond.values,
    until.account,
    until.key,
  );
}

function beyondOf(after: CallerPlace | null): { condition: string; values: string[] } {
  if (after === null) return { condition: "", values: [] };
  return { condition: "AND (account, key) > (?, ?)", values: [after.account, after.key] };
}

export function own(sql: Sql, { from, to }: Period, account: string): Own {
  const source = "FROM days CROSS JOIN calls ON calls.day = days.day WHERE days.day BETWEEN ? AND ? AND account = ?";
  return {
    days: rows(
      sql,
      `SELECT days.day AS day, SUM(calls) AS calls, SUM(errors) AS errors ${source} GROUP BY days.day`,
      from,
      to,
      account,
    ),
    operations: rows(
      sql,
      `SELECT operation, SUM(calls) AS calls, SUM(errors) AS errors, MAX(last_ms) AS last ${source} GROUP BY operation`,
      from,
      to,
      account,
    ),
  };
}

/** The same operation may come twice, once of finished days and once of today: who merges adds them up. */
function most(operations: readonly NamedSums[]): NamedSums[] {
  return operations.toSorted((one, other) => other.calls - one.calls).slice(0, OPERATIONS_PER_OBJECT);
}

function rows<T>(sql: Sql, text: string, ...values: (string | number)[]): T[] {
  return sql.exec(text, ...values).toArray() as T[];
}
