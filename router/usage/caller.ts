/** Callers of a version in a list: their order, their place in it, and what they did, folded from rows. Pure. */
import type { Sums } from "./read.ts";

/** A place in the list of callers; of the list's start, both are empty. */
export interface CallerPlace {
  readonly account: string;
  readonly key: string;
}

/** What a caller did in a period, by way and operation. */
export interface CallerRow extends CallerPlace, Sums {
  readonly way: string;
  readonly operation: string;
  /** Milliseconds. */
  readonly first: number;
  readonly last: number;
}

export interface CallerOperation {
  readonly operation: string;
  calls: number;
  errors: number;
  lastSeen: number;
}

export interface CallerWay {
  readonly way: string;
  calls: number;
}

export interface CallerUsage extends CallerPlace {
  calls: number;
  errors: number;
  /** Calls that a limiter's policy decided because the limiter did not answer. */
  fallbacks: number;
  /** Milliseconds; within the period. */
  firstSeen: number;
  lastSeen: number;
  /** Most called first. */
  readonly operations: CallerOperation[];
  readonly ways: CallerWay[];
}

/** SQLite's order is that of UTF-8's bytes, which for what accounts and keys are made of is that of code units. */
export function byPlace(one: CallerPlace, other: CallerPlace): number {
  if (one.account !== other.account) return one.account < other.account ? -1 : 1;
  return one.key === other.key ? 0 : one.key < other.key ? -1 : 1;
}

/** In the order of the list, whatever the order of the rows. */
export function callersOf(rows: readonly CallerRow[]): CallerUsage[] {
  const callers: CallerUsage[] = [];
  let caller: CallerUsage | undefined;
  for (const row of rows.toSorted(byPlace)) {
    if (caller === undefined || byPlace(caller, row) !== 0) {
      const { account, key, first, last } = row;
      const none = { calls: 0, errors: 0, fallbacks: 0, operations: [], ways: [] };
      caller = { account, key, ...none, firstSeen: first, lastSeen: last };
      callers.push(caller);
    }
    add(caller, row);
  }
  for (const { operations, ways } of callers) {
    operations.sort((one, other) => other.calls - one.calls);
    ways.sort((one, other) => other.calls - one.calls);
  }
  return callers;
}

function add(caller: CallerUsage, row: CallerRow): void {
  caller.calls += row.calls;
  caller.errors += row.errors;
  caller.fallbacks += row.fallbacks;
  caller.firstSeen = Math.min(caller.firstSeen, row.first);
  caller.lastSeen = Math.max(caller.lastSeen, row.last);
  const operation = caller.operations.find((one) => one.operation === row.operation);
  if (operation === undefined) {
    caller.operations.push({ operation: row.operation, calls: row.calls, errors: row.errors, lastSeen: row.last });
  } else {
    operation.calls += row.calls;
    operation.errors += row.errors;
    operation.lastSeen = Math.max(operation.lastSeen, row.last);
  }
  const way = caller.ways.find((one) => one.way === row.way);
  if (way === undefined) caller.ways.push({ way: row.way, calls: row.calls });
  else way.calls += row.calls;
}

/** A place as a query parameter: an account's key has no slash in it, nor has a key's id. */
export function placeText({ account, key }: CallerPlace): string {
  return `${account}/${key}`;
}

/** Null when `text` is no place. */
export function readPlace(text: string): CallerPlace | null {
  const [account, key, ...more] = text.split("/");
  return account === undefined || key === undefined || more.length > 0 || text.length > 200 ? null : { account, key };
}
