/** Which policies hold for a request: the first rule that matches, else the policy that is named like the version. */
import { matches, type Operation } from "../lifecycle/operation.ts";
import type { Policy } from "./policy.ts";

/** A policy as the table has it. */
export type ConfiguredPolicy = Policy & {
  /** An account's imported `rate_limit` replaces its figures. */
  readonly imported: boolean;
};

/** Policies that are checked together, all or none. */
export interface LimitSet {
  /** The policies' names and the cost: what is equal shares its leases. */
  readonly id: string;
  readonly policies: readonly ConfiguredPolicy[];
  /** Tokens that one request takes from each. */
  readonly cost: number;
}

export interface LimitRule {
  /** Binding of a version; null: any. */
  readonly version: string | null;
  /** Null: any. */
  readonly operation: Operation | null;
  /** A key's role, or `anonymous` for requests without a good key; null: any key. */
  readonly role: string | null;
  /** Null: no limit. */
  readonly set: LimitSet | null;
}

export interface LimitTable {
  /** By name. */
  readonly policies: ReadonlyMap<string, ConfiguredPolicy>;
  /** In the order in which they are tried. */
  readonly rules: readonly LimitRule[];
  /** What holds when no rule matches, by a version's binding. */
  readonly byVersion: ReadonlyMap<string, LimitSet>;
  /** For addresses: requests without a good key, and refused ones. */
  readonly anonymous: LimitSet | null;
}

export const ANONYMOUS = "anonymous";

/**
 * @param path the worker's part
 * @param role of the key; null without a good key: then an address is limited, not an account
 */
export function setFor(
  table: LimitTable,
  version: { readonly binding: string },
  method: string,
  path: string,
  role: string | null,
): LimitSet | null {
  for (const rule of table.rules) {
    if (rule.version !== null && rule.version !== version.binding) continue;
    if (role === null ? rule.role !== ANONYMOUS : rule.role !== null && rule.role !== role) continue;
    if (rule.operation === null || matches(rule.operation, method, path)) return rule.set;
  }
  return role === null ? table.anonymous : (table.byVersion.get(version.binding) ?? null);
}
