/** What the tests of this room count. */
import type { Entry, Row } from "./counter.ts";
import { dayOf } from "./day.ts";
import type { Numbered } from "./flush.ts";

/** 2026-11-20T12:00:00Z. */
export const NOON = 1_795_176_000_000;

export function entry(over: Partial<Entry> = {}): Entry {
  return {
    version: "V7",
    account: "main",
    key: "key-1",
    by: "url",
    operation: "GET /contacts",
    failed: false,
    fallback: false,
    ...over,
  };
}

/** One call, now. */
export function row(over: Partial<Row> = {}): Row {
  const now = over.last ?? Date.now();
  return {
    day: dayOf(now),
    version: "V7",
    account: "main",
    key: "key-1",
    by: "url",
    operation: "GET /contacts",
    calls: 1,
    errors: 0,
    fallbacks: 0,
    first: now,
    last: now,
    ...over,
  };
}

let flushes = 0;

/** Of an isolate that never flushes twice, unless told otherwise. */
export function batch(rows: readonly Row[], over: Partial<Numbered> = {}): Numbered {
  flushes += 1;
  return { object: "V7-0", isolate: `isolate-${flushes}`, seq: 1, rows, ...over };
}
