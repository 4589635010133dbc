/** A version's totals from the parts of its objects. No account is in two objects: their numbers add up. Pure. */
import { TOP_OPERATIONS } from "./bounds.ts";
import { dateOf } from "./day.ts";
import type { Sums, Totals } from "./read.ts";

/** How many calls chose the version in one way. */
export interface WayShare {
  readonly way: string;
  readonly calls: number;
  /** Of all calls: 0 to 1. */
  readonly share: number;
}

export interface TotalsOf {
  readonly calls: number;
  readonly errors: number;
  readonly fallbacks: number;
  /** Calls that named no version, where the application's default answered: they move when the default does. */
  readonly defaulted: number;
  /** Most used first. */
  readonly ways: readonly WayShare[];
}

export interface DayTotals extends TotalsOf {
  /** `YYYY-MM-DD`, UTC. */
  readonly day: string;
  /** Distinct accounts; those without a key are one. */
  readonly accounts: number;
}

export interface VersionTotals extends TotalsOf {
  /** Days with calls, the oldest first. */
  readonly days: readonly DayTotals[];
  /** Most called first. */
  readonly operations: readonly { readonly operation: string; readonly calls: number; readonly errors: number }[];
}

type Mutable = { -readonly [Name in keyof Sums]: Sums[Name] };

export function mergeTotals(parts: readonly Totals[]): VersionTotals {
  const whole = new Map<string, Mutable>();
  const days = new Map<number, Map<string, Mutable>>();
  const accounts = new Map<number, number>();
  const operations = new Map<string, Mutable>();
  for (const part of parts) {
    for (const row of part.days) {
      let ways = days.get(row.day);
      if (ways === undefined) days.set(row.day, (ways = new Map()));
      add(ways, row.way, row);
      add(whole, row.way, row);
    }
    for (const { day, accounts: more } of part.accounts) accounts.set(day, (accounts.get(day) ?? 0) + more);
    for (const row of part.operations) add(operations, row.operation, row);
  }
  return {
    ...totalsOf(whole),
    days: [...days]
      .sort(([one], [other]) => one - other)
      .map(([day, ways]) => ({ day: dateOf(day), accounts: accounts.get(day) ?? 0, ...totalsOf(ways) })),
    operations: [...operations]
      .map(([operation, { calls, errors }]) => ({ operation, calls, errors }))
      .sort((one, other) => other.calls - one.calls)
      .slice(0, TOP_OPERATIONS),
  };
}

function totalsOf(ways: ReadonlyMap<string, Sums>): TotalsOf {
  const sum = { calls: 0, errors: 0, fallbacks: 0 };
  for (const one of ways.values()) addTo(sum, one);
  return {
    ...sum,
    defaulted: ways.get("default")?.calls ?? 0,
    ways: [...ways]
      .map(([way, { calls }]) => ({ way, calls, share: calls / sum.calls }))
      .sort((one, other) => other.calls - one.calls),
  };
}

function add(sums: Map<string, Mutable>, name: string, more: Sums): void {
  const sum = sums.get(name);
  if (sum === undefined) sums.set(name, { calls: more.calls, errors: more.errors, fallbacks: more.fallbacks });
  else addTo(sum, more);
}

function addTo(sum: Mutable, more: Sums): void {
  sum.calls += more.calls;
  sum.errors += more.errors;
  sum.fallbacks += more.fallbacks;
}
