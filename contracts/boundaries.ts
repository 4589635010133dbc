/** Administrative boundaries: their part of the account's answers. They come by import only. */
import type { AccountRecord } from "./records.ts";
import type { Page, PageQuery } from "./account.ts";

export interface BoundaryRecord {
  readonly id: number;
  readonly osmId: string;
  readonly name: string;
  /** 0: the country. */
  readonly level: number;
  readonly parent: { readonly osmId: string; readonly name: string } | null;
  readonly aliases: readonly string[];
  /** GeoJSON as text, as it was imported; null also where it was not asked for. */
  readonly geometry: string | null;
}

/** Sorted by osmId, ascending. `from` has the row's number only: `at` is 0. */
export interface BoundaryQuery extends PageQuery {
  /** True: a page may be shorter than `limit`, because geometries are large; it is only empty at the end. */
  readonly geometry: boolean;
}

export interface BoundaryPage {
  readonly account: AccountRecord;
  /** Null: `from` is no place in the list. */
  readonly page: Page<BoundaryRecord> | null;
}

export interface BoundaryReads {
  boundaries(query: BoundaryQuery): Promise<BoundaryPage>;
  /**
   * By OSM id, in the order asked for; unknown ones are left out. At most 250. With geometries it may break off before the
   * end, because they are large; whoever asks for at least one that exists gets at least one.
   */
  boundariesByOsmId(osmIds: readonly string[], geometry: boolean): Promise<readonly BoundaryRecord[]>;
}
