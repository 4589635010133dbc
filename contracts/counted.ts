/**
 * Lists with a total and numbered pages, for callers whose contract has them. Each answer names the objects of one
 * page; their contents are read by identifier. Such lists cost more the farther one pages: prefer `Position`.
 */
import type { Micros } from "./records.ts";

/** Objects of one page. */
export const COUNTED_PAGE = 250;

export interface CountedPage {
  /** All pages together. */
  readonly count: number;
  /** In the list's order. `ref` is the UUID, or a field's key. */
  readonly items: readonly { readonly id: number; readonly ref: string }[];
}

/** Several values of one filter are alternatives, different filters must all hold. An empty list finds nothing. */
export interface CountedContactQuery {
  readonly uuid?: readonly string[];
  /** Exactly as stored. */
  readonly urns?: readonly string[];
  /** UUIDs. */
  readonly group?: readonly string[];
  /** Any case. */
  readonly groupNames?: readonly string[];
  /** Telephone numbers, as they stand after `tel:`. */
  readonly phone?: readonly string[];
  /** True: only deleted ones. False or absent: only the others. */
  readonly deleted?: boolean;
  /** Inclusive bounds on modifiedOn. */
  readonly before?: Micros;
  readonly after?: Micros;
  /** From 1. */
  readonly page: number;
}

export interface CountedGroupQuery {
  readonly uuid?: readonly string[];
  /** Part of the name, any case. */
  readonly name?: string;
  readonly page: number;
}

export interface CountedFieldQuery {
  /** Part of the key. */
  readonly key?: string;
  readonly page: number;
}

/** Null: there is no such page. Page 1 always exists. Unknown accounts are empty ones. */
export interface CountedLists {
  /** Sorted by modifiedOn descending, then id ascending. */
  contacts(account: string, query: CountedContactQuery): Promise<CountedPage | null>;
  /** Sorted by (createdOn, id), both descending. */
  groups(account: string, query: CountedGroupQuery): Promise<CountedPage | null>;
  /** Sorted by (createdOn, id), both ascending. */
  fields(account: string, query: CountedFieldQuery): Promise<CountedPage | null>;
}
