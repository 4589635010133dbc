/**
 * A filtered list of messages, read from the newest on: what its page has, and how many there are. Filters that no index
 * has look at every message of an account, seconds where there are millions; so it goes in windows of the index, and
 * whoever else asks for something has a turn after each.
 */
import { COUNTED_PAGE } from "../../contracts/counted.ts";
import type { Reader } from "../database.ts";
import { type Bounds, countStatement, pageStatement, placeStatement, type Walk } from "./v1_message_walk.ts";
import { countOf } from "./v1_page.ts";

/** Messages that are looked at in one go: less than ten milliseconds. */
export const WINDOW = 10_000;
/** So many times as many entries of an index take as long. */
const ENTRIES = 10;

export interface Listed {
  readonly id: number;
  readonly channel: number | null;
}

export interface Passing {
  readonly walks: readonly Walk[];
  readonly bounds: Bounds;
  /** Messages before the page. */
  readonly offset: number;
  /** To the end, also when the page is full. */
  readonly counting: boolean;
  /** Messages. */
  readonly window: number;
}

/** What is written meanwhile may be counted or not; a message that stays is there once. `count` is whole where it counts. */
export async function pass(db: Reader, passing: Passing): Promise<{ rows: readonly Listed[]; count: number }> {
  const { walks, offset, counting, window } = passing;
  const rows: Listed[] = [];
  let count = 0;
  const { after } = passing.bounds;
  let { before } = passing.bounds;
  for (;;) {
    const end = windowEnd(db, walks, { before, after }, window);
    const within = { before, after: end ?? after };
    const page = { most: COUNTED_PAGE - rows.length, offset: Math.max(0, offset - count) };
    const taken = take(db, walks, within, page, counting);
    rows.push(...taken.rows);
    count += taken.count;
    if (end === null || (!counting && rows.length === COUNTED_PAGE)) return { rows, count };
    before = end - 1;
    await scheduler.wait(0);
  }
}

/** Of one window. What does not fill the page is all that is there; else it is counted on its own. */
function take(
  db: Reader,
  walks: readonly Walk[],
  bounds: Bounds,
  page: Page,
  counting: boolean,
): { readonly rows: readonly Listed[]; readonly count: number } {
  if (page.offset > 0) {
    const count = countIn(db, walks, bounds);
    return { rows: page.offset < count ? pageOf(db, walks, bounds, page) : [], count };
  }
  const rows = page.most === 0 ? [] : pageOf(db, walks, bounds, page);
  return { rows, count: counting && rows.length === page.most ? countIn(db, walks, bounds) : rows.length };
}

/** Null: the rest is one window. */
function windowEnd(db: Reader, walks: readonly Walk[], bounds: Bounds, window: number): number | null {
  const ends = walks.flatMap((walk) => {
    const place = placeStatement(walk, bounds, walk.covered ? window * ENTRIES : window);
    return place === null ? [] : (db.first<{ at: number }>(place.sql, ...place.values)?.at ?? []);
  });
  return ends.length === 0 ? null : Math.max(...ends);
}

function countIn(db: Reader, walks: readonly Walk[], bounds: Bounds): number {
  const statements = walks.map((walk) => countStatement(walk, bounds));
  return statements.reduce((sum, { sql, values }) => sum + countOf(db, sql, ...values), 0);
}

interface Page {
  readonly most: number;
  readonly offset: number;
}

/** At once, however far it is skipped: for lists whose index has all that is asked for. */
export function pageOf(db: Reader, walks: readonly Walk[], bounds: Bounds, { most, offset }: Page): readonly Listed[] {
  const { sql, values } = pageStatement(walks, bounds);
  return db.all<{ id: number; channel: number | null }>(`${sql} LIMIT ? OFFSET ?`, ...values, most, offset);
}
