/**
 * What one isolate has counted since its last flush. An entry that is there already costs a comparison with the
 * last one, or five look-ups; it makes no string and no object. The clock is passed in.
 */
import { FOLD_ROWS, OPERATION_LENGTH, OTHER } from "./bounds.ts";
import { dayOf } from "./day.ts";
import { objectOf } from "./place.ts";

/** One answered request. */
export interface Entry {
  /** Name of its binding, e.g. `V2`. */
  readonly version: string;
  /** Empty for a caller without a key. */
  readonly account: string;
  /** The key's public id; empty without one. */
  readonly key: string;
  /** How the version was chosen: `url`, `header`, `default`, … */
  readonly by: string;
  /** The worker's route template, else the method. */
  readonly operation: string;
  readonly failed: boolean;
  /** The limiter did not answer, and its policy decided. */
  readonly fallback: boolean;
}

/** Entries of one day that differ in nothing but their outcome. */
export interface Row {
  readonly day: number;
  readonly version: string;
  readonly account: string;
  readonly key: string;
  readonly by: string;
  readonly operation: string;
  calls: number;
  errors: number;
  fallbacks: number;
  /** Milliseconds. */
  first: number;
  last: number;
}

export interface Batch {
  /** Name of the object that it is for. */
  readonly object: string;
  readonly rows: readonly Row[];
}

type Tree = Map<string, Map<string, Map<string, Map<string, Map<string, Row>>>>>;

export class Counter {
  #rows: Row[] = [];
  /** Finds the rows of `#day`: version, account, key, way, operation. */
  #tree: Tree = new Map();
  #day = 0;
  /** One caller at a time is the usual case: its next request most often says the same. */
  #last: Row | null = null;

  count(now: number, entry: Entry): void {
    const day = dayOf(now);
    let row = this.#last;
    if (
      row?.operation !== entry.operation ||
      row.key !== entry.key ||
      row.account !== entry.account ||
      row.by !== entry.by ||
      row.version !== entry.version ||
      row.day !== day
    ) {
      row = this.#last = this.#rowOf(day, now, entry);
    }
    row.calls += 1;
    if (entry.failed) row.errors += 1;
    if (entry.fallback) row.fallbacks += 1;
    // Counted when answered, timed when asked: a slow answer comes after a later request's.
    if (now > row.last) row.last = now;
    else if (now < row.first) row.first = now;
  }

  /** Everything counted so far, by object; counts from zero again. */
  take(): Batch[] {
    const groups = Map.groupBy(this.#rows, (row) => objectOf(row.version, row.account));
    this.#rows = [];
    this.#tree = new Map();
    this.#last = null;
    return Array.from(groups, ([object, rows]) => ({ object, rows }));
  }

  /** Rows. */
  get size(): number {
    return this.#rows.length;
  }

  #rowOf(day: number, now: number, entry: Entry): Row {
    if (day !== this.#day) {
      // What yesterday's tree found stays in the list; at worst an object adds up two rows of ours.
      this.#day = day;
      this.#tree = new Map();
    }
    const { version, account, key, by } = entry;
    const rows = branch(branch(branch(branch(this.#tree, version), account), key), by);
    let operation = entry.operation.length > OPERATION_LENGTH ? OTHER : entry.operation;
    let row = rows.get(operation);
    if (row === undefined && this.#rows.length >= FOLD_ROWS) row = rows.get((operation = OTHER));
    if (row === undefined) {
      row = { day, version, account, key, by, operation, calls: 0, errors: 0, fallbacks: 0, first: now, last: now };
      rows.set(operation, row);
      this.#rows.push(row);
    }
    return row;
  }
}

function branch<V>(tree: Map<string, Map<string, V>>, name: string): Map<string, V> {
  let found = tree.get(name);
  if (found === undefined) tree.set(name, (found = new Map()));
  return found;
}
