/** Which days a report is about: from `--days`, or `--from` and `--to`. Pure. What days there are is for the router to say. */

export interface Period {
  /** `YYYY-MM-DD`, UTC, both included. */
  readonly from: string;
  readonly to: string;
}

/** As the router does when it is not told. */
const USUAL_DAYS = 30;
/** As many as `usage_retention_days` may be. */
const MOST_DAYS = 4_000;
const DAY_MS = 86_400_000;

export type PeriodAsked = { readonly [Name in "days" | "from" | "to"]?: string | undefined };

/**
 * Null: what was typed makes no days.
 * @param now milliseconds
 */
export function periodOf({ days, from, to }: PeriodAsked, now: number): Period | null {
  if (days !== undefined && (from !== undefined || to !== undefined)) return null;
  const count = days === undefined ? USUAL_DAYS : /^[1-9]\d{0,3}$/.test(days) ? Number(days) : null;
  if (count === null || count > MOST_DAYS) return null;
  const last = to ?? dateOf(now);
  if (!isDate(last)) return null;
  const first = from ?? dateOf(Date.parse(last) - (count - 1) * DAY_MS);
  return isDate(first) && first <= last ? { from: first, to: last } : null;
}

function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Engines roll 30 February over to March; a day that does not come back is a typo. */
function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && dateOf(Date.parse(text)) === text;
}
