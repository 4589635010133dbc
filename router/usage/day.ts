/** Days are those of UTC, counted from 1970-01-01: an integer to compare, store and subtract. */
export const DAY_MS = 86_400_000;

export function dayOf(now: number): number {
  return Math.floor(now / DAY_MS);
}

/** `YYYY-MM-DD`. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Null unless `text` is a date of the calendar, written `YYYY-MM-DD`. */
export function dayOfDate(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  const day = dayOf(Date.parse(text));
  // Some engines read the 31st of June as the 1st of July.
  return Number.isFinite(day) && dateOf(day) === text ? day : null;
}
