/** Local times: the runtime knows the zones' rules, but only the way from an instant to a local time. */
import { secondsOf, type CivilTime } from "../wire/datetime.ts";

/** Making a formatter costs about fifty times what using it does. An isolate meets few zones; bounded all the same. */
const formatters = new Map<string, Intl.DateTimeFormat>();
const FORMATTERS_KEPT = 100;

/**
 * Seconds since 1970 of a local time, or null for a time no calendar has. In the hour that a clock change
 * repeats, the earlier instant; in the one it skips, the instant as far past the gap as the time is.
 * @param zone IANA name; one that the runtime does not know counts as UTC
 */
export function instantIn(zone: string, local: CivilTime): number | null {
  const asUtc = secondsOf(local);
  if (asUtc === null) return null;
  // The offsets a day earlier and later are those on either side of any clock change in between.
  const before = asUtc - offsetAt(zone, asUtc - 86_400);
  const after = asUtc - offsetAt(zone, asUtc + 86_400);
  if (before + offsetAt(zone, before) === asUtc) return before;
  return after + offsetAt(zone, after) === asUtc ? after : before;
}

/** Seconds that local clocks are ahead of UTC at an instant. */
function offsetAt(zone: string, seconds: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatter(zone).formatToParts(seconds * 1000)) parts[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  const local = secondsOf({ year, month, day, hour, minute, second });
  return local === null ? 0 : local - seconds;
}

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = makeFormatter(zone);
  if (formatters.size >= FORMATTERS_KEPT) formatters.clear();
  formatters.set(zone, made);
  return made;
}

function makeFormatter(timeZone: string): Intl.DateTimeFormat {
  const options = { hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" } as const;
  const time = { hour: "numeric", minute: "numeric", second: "numeric" } as const;
  try {
    return new Intl.DateTimeFormat("en-US", { ...options, ...time, timeZone });
  } catch {
    return new Intl.DateTimeFormat("en-US", { ...options, ...time, timeZone: "UTC" });
  }
}
