/** When a delivery that failed is tried again. Pure. */
import type { Micros } from "../../contracts/records.ts";
import { ATTEMPTS, FIRST_DELAY_S, LONGEST_DELAY_S } from "./numbers.ts";

/**
 * The instant of the next try, or null when there is none. Up to a tenth is added by `chance`, so that what failed
 * together does not come back together.
 * @param failed tries so far, from 1
 * @param chance in [0, 1)
 */
export function nextTry(failed: number, now: Micros, chance: number): Micros | null {
  if (failed >= ATTEMPTS) return null;
  const seconds = Math.min(FIRST_DELAY_S * 2 ** (failed - 1), LONGEST_DELAY_S);
  return now + Math.round(seconds * (1 + chance / 10) * 1_000_000);
}
