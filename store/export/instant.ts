/** Instants as the import format writes them, always with six digits of a fraction. Pure; the inverse of `parseInstant`. */
import type { Micros } from "../../contracts/records.ts";

const SECOND = 1_000_000;
const YEAR_10000 = 253_402_300_800 * SECOND;

/**
 * Exact for every instant an import can bring, years 0 to 9999. Beyond 2255 (and before 1684) numbers are too coarse for
 * single microseconds, but the remainder and the difference below are exact for all that they can hold.
 */
export function formatInstant(micros: Micros): string {
  // The last instants of the year 9999 are kept as the first of a year that the format cannot write.
  if (micros >= YEAR_10000) return "9999-12-31T23:59:59.999999Z";
  const fraction = ((micros % SECOND) + SECOND) % SECOND;
  const seconds = (micros - fraction) / SECOND;
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${String(fraction).padStart(6, "0")}Z`;
}

export function formatInstantOrNull(micros: Micros | null): string | null {
  return micros === null ? null : formatInstant(micros);
}
