/** Rule 8: how many tokens a take gets. Large leases save calls, small ones lose little with an isolate. */
import { LEAST_SHARE } from "./numbers.ts";
import { available, headroom, type Tally } from "./tally.ts";

export interface Wish {
  /** Tokens that requests wait for: these are not refused while there are any. */
  readonly min: number;
  readonly want: number;
  readonly cost: number;
}

/**
 * @param leased whether the tokens may be kept: else nobody gets more than what is waited for
 * @param active isolates that share what is left, this one included
 * @returns tokens, a multiple of the cost
 */
export function sizeOf(wish: Wish, tallies: readonly Tally[], leased: boolean, active: number): number {
  const { min, want, cost } = wish;
  let [most, fair] = [Infinity, Infinity];
  for (const tally of tallies) {
    const there = available(tally);
    if (tally.policy.mode === "shadow") {
      // Leases end where it would begin to refuse, so that what it reports is what it would do; then it has no say.
      if (there >= Math.max(min, cost)) fair = Math.min(fair, there);
      continue;
    }
    most = Math.min(most, there);
    fair = Math.min(fair, Math.max(want, there * LEAST_SHARE), there / active, headroom(tally));
  }
  // Where only shadow policies hold, nothing has a size of its own.
  if (most === Infinity) fair = Math.min(fair, Math.max(want, min));
  const size = Math.min(most, leased && want > 0 ? Math.max(min, fair) : min);
  return Math.max(0, Math.floor(size / cost) * cost);
}
