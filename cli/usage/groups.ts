/** What callers did, put together as an operator wants to look at it: by caller, account, way or operation. Pure. */
import type { Caller } from "../admin/wire.ts";

export type By = "caller" | "account" | "way" | "operation";

export interface Group {
  /** Null: without a key. Left out where the group is not about it. */
  readonly account?: string | null;
  readonly key?: string | null;
  readonly way?: string;
  readonly operation?: string;
  readonly calls: number;
  /** Of all calls: 0 to 1. */
  readonly share: number;
  /** Answered with 400 or more; null: not known of ways. */
  readonly errors: number | null;
  /** Distinct accounts; calls without a key are one. */
  readonly accounts: number;
  /** RFC 3339; null: not known of ways. */
  readonly lastSeen: string | null;
  /** How the version was chosen, and what was called, most first; empty where the group is about just that. */
  readonly ways: readonly string[];
  readonly operations: readonly string[];
}

/** One thing that one caller did. */
interface Part {
  readonly name: Pick<Group, "account" | "key" | "way" | "operation">;
  readonly account: string | null;
  readonly calls: number;
  readonly errors: number | null;
  readonly lastSeen: string | null;
  readonly ways: Caller["ways"];
  readonly operations: readonly { readonly operation: string; readonly calls: number }[];
}

/** Most called first. */
export function groupsOf(by: By, callers: readonly Caller[]): readonly Group[] {
  const all = callers.reduce((sum, { calls }) => sum + calls, 0);
  const groups = Map.groupBy(
    callers.flatMap((caller) => partsOf(by, caller)),
    ({ name }) => JSON.stringify(name),
  );
  return [...groups.values()].map((parts) => groupOf(parts, all)).toSorted((one, other) => other.calls - one.calls);
}

function partsOf(by: By, caller: Caller): readonly Part[] {
  const { account, key, calls, errors, last_seen: lastSeen, ways, operations } = caller;
  const whole = { account, calls, errors, lastSeen, ways, operations };
  const piece = { account, ways: [], operations: [] };
  switch (by) {
    case "caller":
      return [{ name: { account, key }, ...whole }];
    case "account":
      return [{ name: { account }, ...whole }];
    case "way":
      return ways.map(({ way, calls }) => ({ name: { way }, ...piece, calls, errors: null, lastSeen: null }));
    case "operation":
      return operations.map(({ operation, calls, errors, last_seen }) => ({
        name: { operation },
        ...piece,
        calls,
        errors,
        lastSeen: last_seen,
      }));
  }
}

function groupOf(parts: readonly Part[], all: number): Group {
  const calls = parts.reduce((sum, part) => sum + part.calls, 0);
  const errors = parts.map((part) => part.errors).filter((it) => it !== null);
  const seen = parts.map(({ lastSeen }) => lastSeen).filter((it) => it !== null);
  return {
    ...parts[0]?.name,
    calls,
    share: all === 0 ? 0 : calls / all,
    errors: errors.length === 0 ? null : errors.reduce((sum, it) => sum + it, 0),
    accounts: new Set(parts.map(({ account }) => account)).size,
    lastSeen: seen.toSorted().at(-1) ?? null,
    ways: mostFirst(parts.flatMap(({ ways }) => ways.map(({ way, calls }) => [way, calls] as const))),
    operations: mostFirst(
      parts.flatMap(({ operations }) => operations.map(({ operation, calls }) => [operation, calls] as const)),
    ),
  };
}

function mostFirst(counts: readonly (readonly [name: string, calls: number])[]): readonly string[] {
  const sums = new Map<string, number>();
  for (const [name, calls] of counts) sums.set(name, (sums.get(name) ?? 0) + calls);
  return [...sums].toSorted(([, one], [, other]) => other - one).map(([name]) => name);
}
