/**
 * Instants of the import format: `YYYY-MM-DDTHH:MM:SS`, up to six digits of a fraction, `Z`. By arithmetic: a message has
 * three of them, and with the platform's `Date`, which must be asked twice to refuse the 31st of February, they took as
 * long as everything else of its shape. Pure.
 */
import type { Micros } from "../../contracts/records.ts";

const INSTANT = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,6}))?Z$/;

/** Null for anything else, and for days and hours that do not exist. */
export function parseInstant(text: string): Micros | null {
  const match = INSTANT.exec(text);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const [hour, minute, second] = [Number(match[4]), Number(match[5]), Number(match[6])];
  if (day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 59) return null;
  const seconds = ((daysSince1970(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
  const fraction = match[7] === undefined ? 0 : Number(match[7].padEnd(6, "0"));
  return seconds * 1_000_000 + fraction;
}

const LENGTHS: readonly number[] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Zero for a month that does not exist. */
function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (LENGTHS[month - 1] ?? 0);
}

/** Years that begin in March have their leap day at the end, and months of a fixed rhythm (153 days in five). */
function daysSince1970(year: number, month: number, day: number): number {
  const since = month > 2 ? year : year - 1;
  const inYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leaps = Math.floor(since / 4) - Math.floor(since / 100) + Math.floor(since / 400);
  return since * 365 + leaps + inYear - 719_468;
}
