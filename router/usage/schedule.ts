/** When an object has something to do of its own accord, and what. Pure. */
import { SETTLE_MS } from "./bounds.ts";
import { DAY_MS, dayOf } from "./day.ts";

export interface Held {
  /** The first day there is anything of; null when there is nothing. */
  readonly oldest: number | null;
  /** The first day that is not rolled up. */
  readonly open: number | null;
}

/** Milliseconds; in the past when it is overdue. Null: no alarm, the object sleeps until it is called. */
export function nextWork({ oldest, open }: Held, retentionDays: number): number | null {
  const times: number[] = [];
  if (open !== null) times.push((open + 1) * DAY_MS + SETTLE_MS);
  if (oldest !== null) times.push((oldest + retentionDays + 1) * DAY_MS + SETTLE_MS);
  return times.length === 0 ? null : Math.min(...times);
}

/** Days before this one are over: nothing is counted for them any more, but for what an isolate sends late. */
export function firstOpenDay(now: number): number {
  return dayOf(now - SETTLE_MS);
}

/** The first day that is kept: today and as many days before it as the retention has. */
export function firstKeptDay(now: number, retentionDays: number): number {
  return dayOf(now) - retentionDays;
}
