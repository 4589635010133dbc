/**
 * A sliding window as a list of cells: never more than the limit in any window, at the price of some tokens
 * coming free a little late. Cells hold instants, not positions, so another limit or length needs no migration.
 */
import { MOST_CELLS } from "./numbers.ts";

/** The latest instant at which one of these tokens may be spent, and how many they are. */
export type Cell = [latest: number, count: number];

/**
 * Ascending by instant: a cell has what may be spent after the one before it and up to its own. It counts until
 * its latest instant has left the window: `latest + windowMs > now`.
 */
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
export function charge(cells: Cells, expiry: number, count: number): void {
  if (count <= 0) return;
  const at = firstFrom(cells, expiry);
  const cell = cells[at];
  if (cell !== undefined && cell[0] === expiry) cell[1] += count;
  else cells.splice(at, 0, [expiry, count]);
  if (cells.length > MOST_CELLS) mergeTwo(cells);
}

/**
 * Takes back tokens that were charged with this expiry. The first cell that reaches it is theirs: but not once
 * theirs has been freed, then it is that of others.
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

/** Makes one of two neighbours, where the fewest tokens have to wait the least for it. */
function mergeTwo(cells: Cells): void {
  let [best, least] = [1, Infinity];
  for (let at = 1; at < cells.length; at++) {
    const [before, cell] = [cells[at - 1], cells[at]];
    if (before === undefined || cell === undefined) continue;
    const loss = before[1] * (cell[0] - before[0]);
    if (loss < least) [best, least] = [at, loss];
  }
  const [before, cell] = [cells[best - 1], cells[best]];
  if (before === undefined || cell === undefined) return;
  cell[1] += before[1];
  cells.splice(best - 1, 1);
}
