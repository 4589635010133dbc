/** How long a step that failed is left alone. Pure. */
import { FIRST_PAUSE, LONGEST_PAUSE } from "./limits.ts";

/**
 * Milliseconds; without chance, because an account's tasks take turns anyway.
 * @param failures of this step so far, from 1
 */
export function pauseAfter(failures: number): number {
  return Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
}
