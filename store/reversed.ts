/**
 * A list walked from its other end: its pages are those of the list, taken in the other direction. Pure.
 */
import type { Page, PageQuery, Position } from "../contracts/account.ts";

/** Below every row: instants and ids are positive. */
const LOWEST: Position = { at: -1, id: 0, back: true };

/** Asks for the page of the list that holds the same rows. */
export function reversedQuery<Q extends PageQuery>(query: Q): Q {
  return { ...query, from: query.from === null ? LOWEST : turned(query.from) };
}

/** Turns that page round. */
export function reversedPage<T>(page: Page<T>): Page<T> {
  const { items, next, previous } = page;
  return {
    items: items.toReversed(),
    next: previous === null ? null : turned(previous),
    previous: next === null ? null : turned(next),
  };
}

function turned(position: Position): Position {
  return { ...position, back: !position.back };
}
