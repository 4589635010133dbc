/** What an object does of its own accord: days that are over become totals, days past the retention go. */
import type { Held } from "./schedule.ts";
import type { Sql } from "./schema.ts";

export function held(sql: Sql): Held {
  const oldest = sql.exec<{ day: number | null }>("SELECT MIN(day) AS day FROM days").one().day;
  const open = sql.exec<{ day: number | null }>("SELECT MIN(day) AS day FROM days WHERE accounts IS NULL").one().day;
  return { oldest, open };
}

/** Days before `end` that are not rolled up, the oldest first. */
export function openDays(sql: Sql, end: number, limit: number): number[] {
  return sql
    .exec<{ day: number }>("SELECT day FROM days WHERE accounts IS NULL AND day < ? ORDER BY day LIMIT ?", end, limit)
    .toArray()
    .map(({ day }) => day);
}

/** Of one transaction. Repeated it changes nothing: totals are computed anew from the calls. */
export function rollUp(sql: Sql, day: number): void {
  sql.exec("DELETE FROM totals WHERE day = ?", day);
  sql.exec(
    `INSERT INTO totals (day, way, operation, calls, errors, fallbacks)
     SELECT day, way, operation, SUM(calls), SUM(errors), SUM(fallbacks) FROM calls
     WHERE day = ? GROUP BY way, operation`,
    day,
  );
  sql.exec(
    "UPDATE days SET accounts = (SELECT COUNT(DISTINCT account) FROM calls WHERE calls.day = days.day) WHERE day = ?",
    day,
  );
}

/** Of one transaction: a day goes whole. */
export function drop(sql: Sql, day: number): void {
  sql.exec("DELETE FROM calls WHERE day = ?", day);
  sql.exec("DELETE FROM totals WHERE day = ?", day);
  sql.exec("DELETE FROM days WHERE day = ?", day);
}

/** Days before `end`, the oldest first. */
export function oldDays(sql: Sql, end: number, limit: number): number[] {
  return sql
    .exec<{ day: number }>("SELECT day FROM days WHERE day < ? ORDER BY day LIMIT ?", end, limit)
    .toArray()
    .map(({ day }) => day);
}

/** Reads all of the table, which is as long as the isolates of the last day are many. */
export function forgetIsolates(sql: Sql, seenBefore: number): void {
  sql.exec("DELETE FROM isolates WHERE seen_ms < ?", seenBefore);
}
