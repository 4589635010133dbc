/**
 * Dates as a contact's field holds them: what a person typed into a phone, or ISO 8601. Read the way the
 * account writes dates, in the account's time zone unless the text names an offset. Pure.
 */
import type { AccountRecord, Micros } from "../../../contracts/records.ts";
import { secondsOf } from "../wire/datetime.ts";
import { instantIn } from "./zone.ts";

const ISO_DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](.+))?$/i;
const LOCAL_DATE = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[T ](.+))?$/i;
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(am|pm)?\s*(z|[+-]\d{2}:?\d{2})?$/i;

/** Null where the text is no date. A date without a time is its midnight. */
export function moment(text: string, account: Pick<AccountRecord, "dateStyle" | "timezone">): Micros | null {
  const found = dateIn(text.trim(), account.dateStyle);
  if (found === null) return null;
  const time = found.time === undefined ? MIDNIGHT : timeIn(found.time.trim());
  if (time === null) return null;
  const { year, month, day } = found;
  const { hour, minute, second } = time;
  const civil = { year, month, day, hour, minute, second };
  const seconds = time.offset === null ? instantIn(account.timezone, civil) : secondsOf(civil);
  return seconds === null ? null : (seconds - (time.offset ?? 0)) * 1_000_000 + time.micros;
}

interface DateFound {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly time: string | undefined;
}

function dateIn(text: string, style: AccountRecord["dateStyle"]): DateFound | null {
  const iso = ISO_DATE.exec(text);
  if (iso !== null) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]), time: iso[4] };
  const local = LOCAL_DATE.exec(text);
  if (local === null) return null;
  const [first, second] = [Number(local[1]), Number(local[2])];
  const [day, month] = style === "day_first" ? [first, second] : [second, first];
  return { year: fullYear(local[3] ?? ""), month, day, time: local[4] };
}

/** Two digits mean 1969 to 2068, as POSIX has it. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return year < 69 ? 2000 + year : 1900 + year;
}

interface TimeFound {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly micros: number;
  /** Seconds ahead of UTC; null where the text leaves it to the account. */
  readonly offset: number | null;
}

const MIDNIGHT: TimeFound = { hour: 0, minute: 0, second: 0, micros: 0, offset: null };

function timeIn(text: string): TimeFound | null {
  const match = TIME.exec(text);
  if (match === null) return null;
  const [, hours, minutes, seconds = "0", fraction = "", half, zone] = match;
  const hour = half === undefined ? Number(hours) : twelveHour(Number(hours), half.toLowerCase());
  if (hour === null) return null;
  return {
    hour,
    minute: Number(minutes),
    second: Number(seconds),
    micros: Number(fraction.slice(0, 6).padEnd(6, "0")),
    offset: zone === undefined ? null : offsetIn(zone),
  };
}

function twelveHour(hour: number, half: string): number | null {
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half === "pm" ? 12 : 0);
}

function offsetIn(zone: string): number {
  if (zone.toLowerCase() === "z") return 0;
  const digits = zone.replace(/\D/g, "");
  const size = Number(digits.slice(0, 2)) * 3600 + Number(digits.slice(2)) * 60;
  return zone.startsWith("-") ? -size : size;
}
