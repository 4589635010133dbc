/**
 * What one policy has counted of one caller: the same questions to a window and to a bucket. Plain data, part
 * of the stored row. Every question but `advance` is about the instant it was last advanced to.
 */
import { fill, fillingTime, roomAbove, wholeTokens, type Level } from "./gcra.ts";
import { GUARD } from "./numbers.ts";
import { spanOf, type BurstPolicy, type Policy, type WindowPolicy } from "./policy.ts";
import { charge, free, takeBack, total, waitFor, type Cells } from "./window.ts";

export type Tally = WindowTally | BurstTally;

interface WindowTally {
  readonly kind: "window";
  policy: WindowPolicy;
  /** When a request last asked for it: two spans later it is dropped. */
  asked: number;
  readonly charged: Cells;
  /** Of the charged ones those granted as leases and not yet reported used: what dead isolates may take along. */
  readonly unreported: Cells;
  /** Cells up to this instant are gone, also if the window has become longer since. */
  freed: number;
}

interface BurstTally extends Level {
  readonly kind: "burst";
  policy: BurstPolicy;
  asked: number;
}

/** Where a policy stands after a take, for the fields that say so. `remaining` does not count what isolates hold. */
export interface Standing {
  readonly name: string;
  readonly quota: number;
  readonly windowSeconds: number;
  readonly remaining: number;
  /** Until the next charged tokens come free, or the bucket is full. */
  readonly resetMs: number;
}

export function open(policy: Policy, now: number): Tally {
  switch (policy.kind) {
    case "window":
      return { kind: "window", policy, asked: now, charged: [], unreported: [], freed: now - policy.windowMs };
    case "burst":
      return { kind: "burst", policy, asked: now, level: Number.MAX_VALUE, at: now };
  }
}

/** Counts on under other numbers. False: the policy has become one of the other kind, and must be opened anew. */
export function adopt(tally: Tally, policy: Policy): boolean {
  if (tally.kind === "window" && policy.kind === "window") tally.policy = policy;
  else if (tally.kind === "burst" && policy.kind === "burst") tally.policy = policy;
  else return false;
  return true;
}

export function advance(tally: Tally, now: number): void {
  switch (tally.kind) {
    case "window":
      tally.freed = Math.max(tally.freed, now - tally.policy.windowMs);
      free(tally.charged, tally.freed);
      free(tally.unreported, tally.freed);
      return;
    case "burst":
      fill(tally, tally.policy, now);
  }
}

/** Whole tokens; below zero by what was spent in overdraft or in shadow, or after the limit was lowered. */
export function available(tally: Tally): number {
  return tally.kind === "window" ? tally.policy.limit - total(tally.charged) : wholeTokens(tally);
}

/** Half of what may still get lost with isolates (rule 8). Half, so that the next to ask finds some too. */
export function headroom(tally: Tally): number {
  if (tally.kind === "burst") return Infinity;
  return (tally.policy.atRisk * tally.policy.limit - total(tally.unreported)) / 2;
}

/** Deducts tokens that are spent by `expiry`; `leased`: whoever has them will report. */
export function deduct(tally: Tally, count: number, expiry: number, leased: boolean): void {
  if (tally.kind === "burst") {
    tally.level -= count;
    return;
  }
  charge(tally.charged, expiry, count);
  if (leased) charge(tally.unreported, expiry, count);
}

/**
 * Tokens of a lease with this expiry are reported spent: they can no longer get lost, and need not count as if
 * they were spent at the very end, only as if they were just now. The guard, because this clock may be ahead of
 * the one they were spent by.
 */
export function spent(tally: Tally, count: number, expiry: number, now: number): void {
  if (tally.kind === "burst") return;
  takeBack(tally.unreported, expiry, count);
  if (now + GUARD < expiry) charge(tally.charged, now + GUARD, takeBack(tally.charged, expiry, count));
}

/** Gives back tokens of a lease with this expiry that will never be spent. */
export function refund(tally: Tally, count: number, expiry: number): void {
  if (tally.kind === "burst") {
    tally.level += count;
    return;
  }
  takeBack(tally.charged, expiry, count);
  takeBack(tally.unreported, expiry, count);
}

/**
 * How many of `room` tokens it would still take back: since the grant a bucket may have been too full for more
 * (rule 6), and a window may have let them go.
 */
export function roomLeft(tally: Tally, room: number, expiry: number): number {
  if (tally.kind === "burst") return Math.max(0, Math.min(room, roomAbove(tally, tally.policy)));
  return expiry > tally.freed ? room : 0;
}

/** Exact milliseconds until `cost` tokens are there. */
export function wait(tally: Tally, cost: number): number {
  if (tally.kind === "burst") return fillingTime(tally, tally.policy, cost);
  const { limit, windowMs } = tally.policy;
  return waitFor(tally.charged, cost, limit, windowMs, tally.asked);
}

export function standing(tally: Tally): Standing {
  const { name } = tally.policy;
  const remaining = Math.max(0, available(tally));
  const windowSeconds = Math.ceil(spanOf(tally.policy) / 1_000);
  if (tally.kind === "burst") {
    const { burst } = tally.policy;
    const resetMs = Math.max(1_000, fillingTime(tally, tally.policy, Infinity));
    return { name, quota: burst, windowSeconds, remaining, resetMs };
  }
  const { limit, windowMs } = tally.policy;
  const [first] = tally.charged;
  const resetMs = first === undefined ? windowMs : Math.min(windowMs, first[0] + windowMs - tally.asked);
  return { name, quota: limit, windowSeconds, remaining, resetMs };
}
