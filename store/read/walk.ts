/** Reads a walk of a list: segment after segment, until there are as many rows as it wants. */
import type { Reader, Row } from "../database.ts";
import type { Walk } from "../paging.ts";
import { type Bounds, type Listing, segments, statementOf } from "../segments.ts";

export function walkRows<T extends Row>(db: Reader, listing: Listing, walk: Walk, bounds: Bounds = {}): T[] {
  const rows: T[] = [];
  for (const segment of segments(walk, bounds)) {
    const { sql, values } = statementOf(listing, segment, walk.count - rows.length);
    rows.push(...db.all<T>(sql, ...values));
    if (rows.length >= walk.count) break;
  }
  return rows;
}
