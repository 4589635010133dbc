/**
 * A sliding window as a list of cells: never more than the limit in any window, at the price of tokens coming
 * free up to one cell late. Cells hold instants, not positions, so another limit or length needs no migration.
 */
import { BUCKETS } from "./numbers.ts";

/** The latest instant at which one of these tokens may be spent, and how many they are. */
export type Cell = [latest: number, count: number];

/** Ascending by instant. A cell counts until its latest instant has left the window: `latest + windowMs > now`. */
export type Cells = Cell[];

/** Takes out what has left the window: everything up to `instant`. */
export function free(cells: Cells, instant: number): void {
  const keep = cells.findIndex(([latest]) => latest > instant);
  cells.splice(0, keep < 0 ? cells.length : keep);
}

export function total(cells: Cells): number {
  return cells.reduce((sum, [, count]) => sum + count, 0);
}

/** Counts tokens that may be spent until `expiry`. */
export function charge(cells: Cells, expiry: number, count: number, windowMs: number): void {
  const width = windowMs / BUCKETS;
  const same = (cell: Cell) => Math.floor(cell[0] / width) === Math.floor(expiry / width);
  const at = firstFrom(cells, expiry);
  const [before, after] = [cells[at - 1], cells[at]];
  if (after !== undefined && same(after)) {
    after[1] += count;
  } else if (before !== undefined && same(before)) {
    // Tighter than the cell's end and as safe: all of it is spent by then.
    before[0] = expiry;
    before[1] += count;
  } else {
    cells.splice(at, 0, [expiry, count]);
    // A window and its leases touch at most 123 cells: more are left from when it was shorter.
    if (cells.length > BUCKETS + 3) merge(cells, width);
  }
}

/**
 * Takes back tokens that were charged with this expiry, as far as they are there. The first cell that reaches
 * it is theirs, or after a change of the window's length an earlier one: then what stays counts for longer.
 * Of tokens whose cell has been freed nothing may be taken back: the next cell holds those of others.
 * @returns how many there were to take
 */
export function takeBack(cells: Cells, expiry: number, count: number): number {
  const at = firstFrom(cells, expiry);
  const cell = cells[at];
  if (cell === undefined) return 0;
  const taken = Math.min(cell[1], count);
  cell[1] -= taken;
  if (cell[1] === 0) cells.splice(at, 1);
  return taken;
}

/** Milliseconds until `count` tokens fit under the limit; the whole window if they never do. */
export function waitFor(cells: Cells, count: number, limit: number, windowMs: number, now: number): number {
  let excess = total(cells) + count - limit;
  if (excess <= 0) return 0;
  for (const [latest, freed] of cells) {
    excess -= freed;
    if (excess <= 0) return latest + windowMs - now;
  }
  return windowMs;
}

function firstFrom(cells: Cells, instant: number): number {
  const at = cells.findIndex(([latest]) => latest >= instant);
  return at < 0 ? cells.length : at;
}

function merge(cells: Cells, width: number): void {
  for (let at = cells.length - 1; at > 0; at--) {
    const [cell, before] = [cells[at], cells[at - 1]];
    if (cell === undefined || before === undefined) continue;
    if (Math.floor(cell[0] / width) !== Math.floor(before[0] / width)) continue;
    cell[1] += before[1];
    cells.splice(at - 1, 1);
  }
}
