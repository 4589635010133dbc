/** Adds a batch to an object's tables. The caller makes it one transaction: all of a batch, once, or nothing. */
import { OPERATIONS_PER_ACCOUNT, OPERATION_LENGTH, OTHER } from "./bounds.ts";
import type { Row } from "./counter.ts";
import type { Numbered } from "./flush.ts";
import type { Sql } from "./schema.ts";
import { receive } from "./sequence.ts";

/** Days that may be written, both included. */
export interface Open {
  readonly from: number;
  readonly to: number;
}

/** True when a day is new, or was rolled up and is not any more: there is other work for the alarm. */
export function record(sql: Sql, batch: Numbered, open: Open, now: number): boolean {
  if (!isNew(sql, batch, now)) return false;
  let changed = false;
  const days = new Set<number>();
  for (const row of batch.rows) {
    // An isolate that comes back after the retention must not bring back what was deleted.
    if (row.day < open.from || row.day > open.to) continue;
    if (!days.has(row.day)) changed = openDay(sql, row.day) || changed;
    days.add(row.day);
    if (!add(sql, row, row.operation)) insert(sql, row);
  }
  return changed;
}

function isNew(sql: Sql, { isolate, seq }: Numbered, now: number): boolean {
  const [known] = sql
    .exec<{ highest: number; bits: number }>("SELECT highest, bits FROM isolates WHERE isolate = ?", isolate)
    .toArray();
  const received = receive(known ?? null, seq);
  if (received === null) return false;
  sql.exec(
    `INSERT INTO isolates (isolate, highest, bits, seen_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT (isolate) DO UPDATE SET highest = excluded.highest, bits = excluded.bits, seen_ms = excluded.seen_ms`,
    isolate,
    received.highest,
    received.bits,
    now,
  );
  return true;
}

/** False when the day was open already, which costs no write. */
function openDay(sql: Sql, day: number): boolean {
  const opened = sql
    .exec(
      `INSERT INTO days (day, accounts) VALUES (?, NULL)
       ON CONFLICT (day) DO UPDATE SET accounts = NULL WHERE accounts IS NOT NULL RETURNING day`,
      day,
    )
    .toArray();
  if (opened.length === 0) return false;
  sql.exec("DELETE FROM totals WHERE day = ?", day);
  return true;
}

/** False when there is no such row yet. */
function add(sql: Sql, row: Row, operation: string): boolean {
  const updated = sql
    .exec(
      `UPDATE calls SET calls = calls + ?, errors = errors + ?, fallbacks = fallbacks + ?,
         first_ms = MIN(first_ms, ?), last_ms = MAX(last_ms, ?)
       WHERE day = ? AND account = ? AND key = ? AND way = ? AND operation = ? RETURNING 1`,
      row.calls,
      row.errors,
      row.fallbacks,
      row.first,
      row.last,
      row.day,
      row.account,
      row.key,
      row.by,
      operation,
    )
    .toArray();
  return updated.length > 0;
}

/** Only here, where a row is new, the account's operations are looked at: once per row and day. */
function insert(sql: Sql, row: Row): void {
  const operation = nameFor(sql, row);
  if (operation !== row.operation && add(sql, row, operation)) return;
  sql.exec(
    `INSERT INTO calls (day, account, key, way, operation, calls, errors, fallbacks, first_ms, last_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.day,
    row.account,
    row.key,
    row.by,
    operation,
    row.calls,
    row.errors,
    row.fallbacks,
    row.first,
    row.last,
  );
}

function nameFor(sql: Sql, { day, account, operation }: Row): string {
  if (operation.length > OPERATION_LENGTH) return OTHER;
  const known = sql
    .exec<{ operation: string }>("SELECT DISTINCT operation FROM calls WHERE day = ? AND account = ?", day, account)
    .toArray();
  const room = known.length < OPERATIONS_PER_ACCOUNT || known.some((one) => one.operation === operation);
  return room ? operation : OTHER;
}
