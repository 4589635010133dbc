/**
 * Instants to and from text. The one file of the pure rooms that touches `Date`: as a calendar, never
 * as a clock.
 */
import type { Instant, Window } from "../version/registry.ts";

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;
const DURATION = /^P(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?)?$/;

/** A day (midnight UTC) or an RFC 3339 instant; null for anything else, 30 February included. */
export function parseInstant(text: string): Instant | null {
  if (!DATE.test(text) && !DATE_TIME.test(text)) return null;
  const instant = Date.parse(text);
  const midnight = Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(instant) || Number.isNaN(midnight)) return null;
  // Engines roll 30 February over to March; a calendar day that does not come back is a typo.
  return new Date(midnight).toISOString().startsWith(text.slice(0, 10)) ? instant : null;
}

/** `<start>/<duration>` or `<start>/<end>` (ISO 8601 interval); null when it is none, or empty. */
export function parseWindow(text: string): Window | null {
  const [from, to, ...rest] = text.split("/");
  if (from === undefined || to === undefined || rest.length > 0) return null;
  const start = parseInstant(from);
  if (start === null) return null;
  const length = parseDuration(to);
  const end = length === null ? parseInstant(to) : start + length;
  return end !== null && end > start ? { start, end } : null;
}

/** Days, hours and minutes; milliseconds, or null. */
function parseDuration(text: string): number | null {
  const match = DURATION.exec(text);
  if (match === null) return null;
  const [, days = "0", hours = "0", minutes = "0"] = match;
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000;
}

/** IMF-fixdate (RFC 9110 5.6.7), weekday included. */
export function httpDate(instant: Instant): string {
  return new Date(instant).toUTCString();
}

/** RFC 3339 in UTC, for JSON; a day when it is midnight, since that is how operators write it. */
export function isoDate(instant: Instant): string {
  const text = new Date(instant).toISOString();
  return text.endsWith("T00:00:00.000Z") ? text.slice(0, 10) : text.replace(".000Z", "Z");
}
