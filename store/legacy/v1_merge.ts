/** Lists that are each in the order of a page, as one. Pure. */
import type { Row } from "../database.ts";

export type Place = Row & { readonly id: number; readonly at: number };

/**
 * The first so many of all of them: by instant, then by number, both descending. Each list needs to hold its own first so
 * many, and no row is in two of them.
 */
export function merged(lists: readonly (readonly Place[])[], count: number): Place[] {
  const [only] = lists;
  if (only !== undefined && lists.length === 1) return only.slice(0, count);
  return lists
    .flat()
    .toSorted((one, other) => other.at - one.at || other.id - one.id)
    .slice(0, count);
}
