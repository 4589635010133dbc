/**
 * `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10: Lists of Strings with parameters).
 * In one place, since their names may still change.
 */
import type { Standing } from "./ledger.ts";

export const POLICY_FIELD = "RateLimit-Policy";
export const LIMIT_FIELD = "RateLimit";

/** q in tokens, w in seconds. Policies' names need no escapes (see `config/limits.ts`). */
export function policyField(standings: readonly Standing[]): string {
  return standings.map(({ name, quota, windowSeconds }) => `"${name}";q=${quota};w=${windowSeconds}`).join(", ");
}

/** r: tokens left, t: seconds for which that is all; both whole (RFC 9651 Integers) and never negative. */
export function limitField(standings: readonly Standing[]): string {
  return standings
    .map(
      ({ name, remaining, resetMs }) =>
        `"${name}";r=${Math.max(0, Math.floor(remaining))};t=${Math.max(1, Math.ceil(resetMs / 1000))}`,
    )
    .join(", ");
}

/** Whole seconds, rounded up, at least 1: clients do `int(header)`, and give up at once on 0. */
export function retryAfter(retryMs: number): number {
  return Math.max(1, Math.ceil(retryMs / 1000));
}
