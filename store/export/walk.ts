/** Walking one list by its numbers, from where the last part ended to where this one is full. */
import type { Row, Value } from "../database.ts";
import type { Part } from "./part.ts";
import type { ExportList, Place } from "./place.ts";

/**
 * Rows one at a time: a part stops at what it can hold, which may be long before the rows it asked for. The rest is
 * never read.
 */
export type Read = <T extends Row>(sql: string, ...values: Value[]) => Iterable<T>;

export interface Walk {
  readonly list: ExportList;
  /** Fills the part; `done` when the list is through. */
  advance(read: Read, place: Place, part: Part): { readonly place: Place; readonly done: boolean };
}

/** A row was found under this number; null leaves it out. */
export interface Found {
  readonly id: number;
  readonly line: string | null;
}

/** A list's line. */
export function lineOf(list: ExportList, item: unknown): string {
  return JSON.stringify({ [list]: item });
}

/**
 * `found` answers at most so many rows beyond a number, ascending. Rows that are left out count: else a part could
 * read a whole table and hold nothing.
 */
export function take(
  part: Part,
  after: number,
  found: (after: number, count: number) => Iterable<Found>,
): { readonly after: number; readonly done: boolean } {
  const asked = part.room;
  let last = after;
  let seen = 0;
  for (const { id, line } of asked > 0 ? found(after, asked) : []) {
    part.add(line);
    last = id;
    seen += 1;
    if (part.room <= 0) break;
  }
  return { after: last, done: seen < asked && part.room > 0 };
}

/** `known` 0 leaves the row out: it refers to something that is not in the export. */
type Listed = Row & { readonly id: number; readonly known?: number };

export interface Listing<R extends Listed, T> {
  readonly list: ExportList;
  /**
   * `?1`: the number to go on after. `?2`: how many rows. From `?3` on: where the lists in `refersTo` ended; then, where
   * it is asked for, the instant at which the export began.
   */
  readonly sql: string;
  readonly refersTo?: readonly ExportList[];
  readonly since?: "began";
  readonly item: (row: Omit<R, "known">) => T;
}

export function walkOf<R extends Listed, T>({ list, sql, refersTo = [], since, item }: Listing<R, T>): Walk {
  function* rows(read: Read, place: Place, after: number, count: number): Generator<Found> {
    const ends = refersTo.map((other) => place.ends[other] ?? 0);
    const instants = since === undefined ? [] : [place[since]];
    for (const row of read<R>(sql, after, count, ...ends, ...instants)) {
      const { known, ...rest } = row;
      yield { id: row.id, line: known === 0 ? null : lineOf(list, item(rest)) };
    }
  }
  return {
    list,
    advance: (read, place, part) => {
      const { after, done } = take(part, place.after, (from, count) => rows(read, place, from, count));
      return { place: { ...place, after }, done };
    },
  };
}

/** Only the store writes these columns, and CHECK (json_valid) guards them; their shape is the importer's. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- The columns' types end where JSON begins.
export function json<T>(text: string): T {
  return JSON.parse(text) as T;
}
