/**
 * One page of a list that is sorted by (at, id), both descending. The list is only ever walked from a place onwards,
 * in either direction, so a page costs the same wherever it is; `next` and `previous` are looked up, not guessed.
 */
import type { Page, PageQuery, Position } from "../contracts/account.ts";

/** Where a row is in its list. Ids are positive. */
export interface Place {
  readonly at: number;
  readonly id: number;
}

/** Rows beyond `past` (exclusive; null: from the end of the list one walks away from), nearest first. */
export interface Walk {
  readonly back: boolean;
  readonly past: Place | null;
  readonly count: number;
}

/** `rows` answers a walk; `place` says where a row of it is. */
export function readPage<T>(query: PageQuery, rows: (walk: Walk) => readonly T[], place: (row: T) => Place): Page<T> {
  const { limit, from } = query;
  const back = from?.back ?? false;
  const found = rows({ back, past: from, count: limit + 1 });
  const items = found.slice(0, limit);
  const farthest = items.at(-1);
  const ahead = found.length > limit && farthest !== undefined ? place(farthest) : null;
  const behind = from === null ? null : lookBehind(from, items[0], rows, place);
  if (back) items.reverse();
  return {
    items,
    next: position(back ? behind : ahead, false),
    previous: position(back ? ahead : behind, true),
  };
}

/**
 * The place to walk back from, or null when nothing is there. An empty page looks from the place it was asked for,
 * one step closer, because the row at that place itself is behind it then.
 */
function lookBehind<T>(
  from: Position,
  nearest: T | undefined,
  rows: (walk: Walk) => readonly T[],
  place: (row: T) => Place,
): Place | null {
  const edge = nearest === undefined ? { at: from.at, id: from.id + (from.back ? 1 : -1) } : place(nearest);
  const seen = rows({ back: !from.back, past: edge, count: 1 });
  return seen.length > 0 ? edge : null;
}

function position(place: Place | null, back: boolean): Position | null {
  return place === null ? null : { at: place.at, id: place.id, back };
}
