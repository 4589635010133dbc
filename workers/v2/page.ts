/**
 * Pages of a list: `{next, previous, results}`, 250 items, no count. Links are absolute and keep the whole
 * query, because clients fetch them as they are (contract 0.4).
 */
import * as z from "zod";
import type { Page, PageQuery, Position } from "../../contracts/account.ts";
import { decodeCursor, encodeCursor } from "../../http/cursor.ts";
import type { Query } from "./query.ts";

/** Fixed by the contract; clients size their own batches by it. */
export const PAGE_SIZE = 250;

/** Null for a cursor that no list gave out. */
export function readPageQuery(query: Query): PageQuery | null {
  const { cursor } = query;
  if (cursor === undefined) return { limit: PAGE_SIZE, from: null };
  const from = decodeCursor(cursor);
  return from === null ? null : { limit: PAGE_SIZE, from };
}

/** Makes the URL of another page of the same list. */
export type Link = (position: Position) => string;

/**
 * @param base what the client's URLs begin with
 * @param path with its suffix, `/contacts.json`
 */
export function linkTo(base: string, path: string, parameters: URLSearchParams): Link {
  return (position) => {
    const query = new URLSearchParams(parameters);
    query.set("cursor", encodeCursor(position));
    return `${base}${path}?${query.toString()}`;
  };
}

export function wirePage<T, W>(page: Page<T>, link: Link, wire: (item: T) => W): PageOf<W> {
  const url = (position: Position | null): string | null => (position === null ? null : link(position));
  return { next: url(page.next), previous: url(page.previous), results: page.items.map(wire) };
}

export interface PageOf<W> {
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: readonly W[];
}

const pageLink = z
  .string()
  .nullable()
  .meta({ format: "uri", description: "Absolute; null where there is no such page." });

/** The envelope of `item`s, registered in the API document under `id`. */
export function pageSchema<T extends z.ZodType>(item: T, id: string) {
  return z.object({ next: pageLink, previous: pageLink, results: z.array(item).max(PAGE_SIZE) }).meta({ id });
}

export const cursorParameter = z
  .string()
  .optional()
  .meta({ description: "A place in the list, taken from `next` or `previous`. Anything else is a 404." });
