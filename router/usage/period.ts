/** Which days a report is about: `from` and `to` of a query, both included. Pure. */
import { USUAL_DAYS } from "./bounds.ts";
import { dayOf, dayOfDate } from "./day.ts";
import type { Period } from "./read.ts";

export type PeriodRead =
  | { readonly ok: true; readonly period: Period }
  | { readonly ok: false; readonly field: "from" | "to"; readonly detail: string };

/** Null is left out: up to today, and 30 days in all. */
export function readPeriod(from: string | null, to: string | null, now: number): PeriodRead {
  const last = to === null ? dayOf(now) : dayOfDate(to);
  if (last === null) return fault("to", NO_DATE);
  const first = from === null ? last - USUAL_DAYS + 1 : dayOfDate(from);
  if (first === null) return fault("from", NO_DATE);
  if (first > last) return fault("from", "The first day is after the last one. Swap them.");
  return { ok: true, period: { from: first, to: last } };
}

const NO_DATE = "Give a day of the calendar as YYYY-MM-DD.";

function fault(field: "from" | "to", detail: string): PeriodRead {
  return { ok: false, field, detail };
}
