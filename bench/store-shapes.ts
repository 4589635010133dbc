/** What a benchmark and its variant of the store say to each other. */
import type { Position } from "../contracts/account.ts";

/** Rows of one table, in the order of its columns. */
export interface Rows {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

export interface Dump {
  readonly table: string;
  /** What numbers the rows of a chunk. */
  readonly by: string;
  readonly above: number;
  readonly upTo: number;
}

/** In rows from the beginning of the list. */
export interface Placed {
  readonly after: number;
  readonly position: Position;
}

/** In a list that is shorter than asked the middle stands for the deep page. Null: the list has too few pages for it. */
export interface Places {
  readonly deep: Placed | null;
  readonly last: Position | null;
}
