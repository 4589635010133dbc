/** What v1's filters become: the queries of the counted reads, without the page. */
import type { CountedContactQuery, CountedFieldQuery, CountedGroupQuery } from "../../contracts/counted.ts";

export type ContactSelection = Omit<CountedContactQuery, "page">;
export type GroupSelection = Omit<CountedGroupQuery, "page">;
export type FieldSelection = Omit<CountedFieldQuery, "page">;
