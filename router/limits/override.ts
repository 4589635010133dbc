/**
 * What an account has instead of a policy's own figures. Part of the account: the directory keeps it and hands it to
 * the account's limiter, which is the one that decides; so a change holds as soon as the leases given before are over.
 */
import type { Policy } from "./policy.ts";

export type Override =
  | {
      /** Tokens. */
      readonly limit: number;
      /** Seconds. */
      readonly window: number;
    }
  | "unlimited";

/** By name of a policy. */
export type Overrides = Readonly<Record<string, Override>>;

/** The policies as they are for this account; those that it is freed from are gone. */
export function overridden(policies: readonly Policy[], overrides: Overrides): readonly Policy[] {
  return policies.flatMap((policy): Policy[] => {
    const own = Object.hasOwn(overrides, policy.name) ? overrides[policy.name] : undefined;
    if (own === undefined) return [policy];
    if (own === "unlimited") return [];
    const { name, mode, atRisk, onFailure } = policy;
    return [{ kind: "window", name, mode, atRisk, onFailure, limit: own.limit, windowMs: own.window * 1000 }];
  });
}

/** The limiter of an account, as the directory calls it. A lower revision than the last one is ignored. */
export interface TakesOverrides {
  override(overrides: Overrides, revision: number): Promise<void>;
}

/** The name of an account's limiter object. */
export function limiterOf(account: string): string {
  return `account:${account}`;
}
