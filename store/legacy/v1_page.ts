/** Numbered pages: the arithmetic they share, and how text is searched for inside other text. */
import { COUNTED_PAGE, type CountedPage } from "../../contracts/counted.ts";
import type { Reader, Statement } from "../database.ts";

/** `id` and `ref` of each row, from a place on; `values` of the statement come before limit and offset. */
export interface Numbered {
  readonly count: number;
  readonly rows: Statement;
}

/** The offset of a page, or null where there is no such page. Page 1 exists even when it is empty. Pure. */
export function offsetOf(page: number, count: number): number | null {
  if (!Number.isInteger(page) || page < 1) return null;
  const offset = (page - 1) * COUNTED_PAGE;
  return page === 1 || offset < count ? offset : null;
}

/** Skipping reads what it skips, as numbered pages always do. */
export function numberedPage(db: Reader, page: number, { count, rows }: Numbered): CountedPage | null {
  const offset = offsetOf(page, count);
  if (offset === null) return null;
  const items = db.all<{ id: number; ref: string }>(
    `${rows.sql} LIMIT ? OFFSET ?`,
    ...rows.values,
    COUNTED_PAGE,
    offset,
  );
  return { count, items };
}

export function countOf(db: Reader, sql: string, ...values: Statement["values"]): number {
  return db.first<{ count: number }>(sql, ...values)?.count ?? 0;
}
