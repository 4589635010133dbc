/**
 * Who loses what when a version goes: its callers' operations as usage has them, crossed with the API documents of the
 * version and of its successor. Pure.
 */
import { operationName, type Operations } from "./operations.ts";

/** What a caller did in the days asked for. */
export interface Calling {
  /** Null: without a key. */
  readonly account: string | null;
  readonly key: string | null;
  readonly operations: readonly {
    readonly operation: string;
    readonly calls: number;
    /** Answered with 400 or more. */
    readonly errors: number;
    readonly last_seen: string;
  }[];
}

/** Where an operation's clients go. */
export type Way =
  /** Under the same method and path. */
  | { readonly kind: "same" }
  | { readonly kind: "moved"; readonly to: string }
  /** Nowhere. `named`: the document names one that the successor does not have. */
  | { readonly kind: "none"; readonly named?: string }
  /** The version's own document does not have the operation. */
  | { readonly kind: "undocumented" }
  /** The worker does not say which operation it was (no `X-Route`), or there were too many to tell apart. */
  | { readonly kind: "unnamed" }
  /** No document knows it, and no call of it ever worked: whoever tries addresses loses nothing. */
  | { readonly kind: "failing" }
  /** Without a document of the successor nobody can say. */
  | { readonly kind: "unknown" };

export interface ImpactRow {
  readonly account: string | null;
  readonly key: string | null;
  readonly operation: string;
  readonly calls: number;
  /** RFC 3339. */
  readonly lastSeen: string;
  readonly way: Way;
  /** From the document: what else its clients change. */
  readonly migration: string | null;
}

export interface Impact {
  /** Those whose operation has no counterpart first, then what no document knows, then the rest; most called first. */
  readonly rows: readonly ImpactRow[];
  /** Without a counterpart, and called by nobody in these days. */
  readonly uncalled: readonly string[];
  readonly totals: {
    readonly calls: number;
    /** Distinct accounts; callers without a key are one. */
    readonly accounts: number;
    /** Of those: with a call that has no counterpart. */
    readonly accountsAffected: number;
    readonly callsWithoutCounterpart: number;
    /** Calls of which nobody can say where they go. */
    readonly callsUnclear: number;
  };
}

/** @param version, successor null: there is no such document */
export function impactOf(
  version: Operations | null,
  successor: Operations | null,
  callers: readonly Calling[],
): Impact {
  const rows = callers.flatMap(({ account, key, operations }) =>
    operations.map(({ operation, calls, errors, last_seen }): ImpactRow => {
      const found = wayOf(operation, version, successor);
      const strange = found.kind === "undocumented" || found.kind === "unnamed";
      const way: Way = strange && errors === calls ? { kind: "failing" } : found;
      const migration = version?.get(operationName(operation))?.migration ?? null;
      return { account, key, operation, calls, lastSeen: last_seen, way, migration };
    }),
  );
  const called = new Set(rows.map(({ operation }) => operationName(operation)));
  const uncalled = [...(version?.keys() ?? [])].filter(
    (name) => !called.has(name) && wayOf(name, version, successor).kind === "none",
  );
  return { rows: rows.toSorted(byUrgency), uncalled: uncalled.toSorted(), totals: totalsOf(rows) };
}

export function wayOf(operation: string, version: Operations | null, successor: Operations | null): Way {
  const name = operationName(operation);
  if (!name.includes(" ")) return { kind: "unnamed" };
  const documented = version?.get(name);
  if (documented === undefined && version !== null) return { kind: "undocumented" };
  // A version without a document is taken for what usage has of it.
  const named = documented?.successor;
  if (named === null) return { kind: "none" };
  if (successor === null) return named === undefined ? { kind: "unknown" } : { kind: "moved", to: named };
  if (named === undefined) return successor.has(name) ? { kind: "same" } : { kind: "none" };
  if (!successor.has(named)) return { kind: "none", named };
  return named === name ? { kind: "same" } : { kind: "moved", to: named };
}

type Urgency = 0 | 1 | 2;

/** A call that goes nowhere is somebody's broken client; one that nobody can place may be. */
export function urgencyOf(way: Way): Urgency {
  switch (way.kind) {
    case "none":
      return 0;
    case "undocumented":
    case "unnamed":
    case "unknown":
      return 1;
    case "same":
    case "moved":
    case "failing":
      return 2;
  }
}

function byUrgency(one: ImpactRow, other: ImpactRow): number {
  return urgencyOf(one.way) - urgencyOf(other.way) || other.calls - one.calls;
}

function totalsOf(rows: readonly ImpactRow[]): Impact["totals"] {
  const sum = (of: readonly ImpactRow[]) => of.reduce((total, { calls }) => total + calls, 0);
  const accounts = (of: readonly ImpactRow[]) => new Set(of.map(({ account }) => account)).size;
  const lost = rows.filter(({ way }) => urgencyOf(way) === 0);
  const unclear = rows.filter(({ way }) => urgencyOf(way) === 1);
  return {
    calls: sum(rows),
    accounts: accounts(rows),
    accountsAffected: accounts(lost),
    callsWithoutCounterpart: sum(lost),
    callsUnclear: sum(unclear),
  };
}
