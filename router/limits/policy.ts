/**
 * What a limit says, as the configuration and an account's overrides have it, and how long tokens of it may be
 * away from the object. Tokens are units of cost; instants and spans are milliseconds unless named otherwise.
 */
import {
  LEASE_OF_WINDOW,
  LONGEST_BURST_LEASE,
  LONGEST_LEASE,
  SHORTEST_BURST_LEASE,
  SHORTEST_LEASED_WINDOW,
} from "./numbers.ts";

export type Policy = WindowPolicy | BurstPolicy;

interface Base {
  readonly name: string;
  /** A shadow policy is charged and reported and never refuses. */
  readonly mode: "enforce" | "shadow";
  /** Share of a window's limit that may sit unreported in isolates. What a burst policy loses with an isolate comes back at its rate, so there it has no say. */
  readonly atRisk: number;
  /** When the object does not answer; null: overdraft with a key, deny without. */
  readonly onFailure: "overdraft" | "deny" | null;
}

/** At most `limit` tokens in any stretch of `windowMs`. */
export interface WindowPolicy extends Base {
  readonly kind: "window";
  readonly limit: number;
  readonly windowMs: number;
}

/** A bucket of `burst` tokens, filled at `rate` tokens per second. */
export interface BurstPolicy extends Base {
  readonly kind: "burst";
  readonly rate: number;
  readonly burst: number;
}

/** How long a lease on this policy lives; 0: it takes no leases, each request is decided at the object's clock. */
export function leaseTtl(policy: Policy): number {
  switch (policy.kind) {
    case "window":
      if (policy.windowMs < SHORTEST_LEASED_WINDOW) return 0;
      return Math.min(LONGEST_LEASE, Math.floor(policy.windowMs * LEASE_OF_WINDOW));
    case "burst": {
      const ttl = Math.min(LONGEST_BURST_LEASE, Math.floor((policy.burst / (2 * policy.rate)) * 1_000));
      // A lease takes rate × ttl off the burst: it must leave room for one request.
      return ttl < SHORTEST_BURST_LEASE || policy.burst - (policy.rate * ttl) / 1_000 < 1 ? 0 : ttl;
    }
  }
}

/** Of a lease on all of them: the smallest, and 0 when one of them takes none. */
export function leaseTtlOf(policies: readonly Policy[]): number {
  return policies.reduce((ttl, policy) => Math.min(ttl, leaseTtl(policy)), LONGEST_LEASE);
}

/** The most tokens a policy can ever have at once. A cost above it could never pass: a fault of the configuration. */
export function capacityOf(policy: Policy): number {
  switch (policy.kind) {
    case "window":
      return policy.limit;
    case "burst":
      // Rule 6: tokens granted up to a ttl before an instant may be spent after it, on top of a full burst.
      return policy.burst - (policy.rate * leaseTtl(policy)) / 1_000;
  }
}

/** After this long without a request nothing of it counts: the window, or the time an empty burst takes to fill. */
export function spanOf(policy: Policy): number {
  return policy.kind === "window" ? policy.windowMs : (policy.burst / policy.rate) * 1_000;
}
