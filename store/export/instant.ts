/** Instants as the import format writes them, always with six digits of a fraction. Pure; the inverse of `parseInstant`. */
import type { Micros } from "../../contracts/records.ts";

const SECOND = 1_000_000;

/**
 * Exact for every instant an import can bring, years 0 to 9999. Beyond 2255 (and before 1684) numbers are too coarse for
 * single microseconds, but the remainder and the difference below are exact for all that they can hold.
 */
export function formatInstant(micros: Micros): string {
  const fraction = ((micros % SECOND) + SECOND) % SECOND;
  const seconds = (micros - fraction) / SECOND;
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${String(fraction).padStart(6, "0")}Z`;
}

export function formatInstantOrNull(micros: Micros | null): string | null {
  return micros === null ? null : formatInstant(micros);
}
