/**
 * A token bucket (GCRA in tokens): at most burst + rate × t tokens are spent in any stretch of t, leases
 * included. The level may fall below zero: by what was spent in overdraft, and in shadow.
 */
import { capacityOf, type BurstPolicy } from "./policy.ts";

/** Tokens that were there at an instant. Kept in tokens, so another rate counts from now on. */
export interface Level {
  level: number;
  at: number;
}

/** A thousand-millionth of a token is as good as none: sums of fractions must not refuse what was promised. */
const GRAIN = 1e-9;

/** Fills up to now, never above what the policy has room for. */
export function fill(bucket: Level, policy: BurstPolicy, now: number): void {
  const filled = bucket.level + ((now - bucket.at) * policy.rate) / 1_000;
  bucket.level = Math.min(capacityOf(policy), filled);
  bucket.at = now;
}

/** Whole tokens at the instant it was filled to. */
export function wholeTokens({ level }: Level): number {
  return Math.floor(level + GRAIN);
}

/** Room left above the level: a refund of more would hand out what has long run over (rule 6). */
export function roomAbove({ level }: Level, policy: BurstPolicy): number {
  return capacityOf(policy) - level;
}

/** Whole milliseconds until `count` tokens are there; until it is full if they never are. */
export function fillingTime({ level }: Level, policy: BurstPolicy, count: number): number {
  if (level + GRAIN >= count) return 0;
  const missing = Math.min(count, capacityOf(policy)) - level - GRAIN / 2;
  return Math.max(1, Math.ceil((missing / policy.rate) * 1_000));
}
