/**
 * Lists of contacts: which index a query walks, and the page it yields. A URN and a UUID find at most one contact each;
 * a group is walked by its memberships, everything else by the list of (deleted or other) contacts.
 */
import type { ContactQuery, Page } from "../../contracts/account.ts";
import type { ContactRecord } from "../../contracts/records.ts";
import type { Reader, Value } from "../database.ts";
import { fold } from "../fold.ts";
import { readPage } from "../paging.ts";
import type { Listing } from "../segments.ts";
import { CONTACT_COLUMNS, type ContactRow, contactRecords } from "./contact_row.ts";
import { walkRows } from "./walk.ts";

const EMPTY = { items: [], next: null, previous: null };

/** Newest first. An unknown group, URN or UUID is an empty page. */
export function contactPage(db: Reader, query: ContactQuery): Page<ContactRecord> {
  const group = query.group === undefined ? null : groupId(db, query.group);
  if (query.group !== undefined && group === null) return EMPTY;
  // A deleted contact has neither groups nor URNs: without this the whole group would be walked in vain.
  if (query.deleted === true && (group !== null || query.urn !== undefined)) return EMPTY;
  const listing = contactListing(query, group);
  const page = readPage(
    query,
    (walk) => walkRows<ContactRow>(db, listing, walk, query),
    (row) => ({ at: row.modified_on, id: row.id }),
  );
  return { ...page, items: contactRecords(db, page.items) };
}

/** Every combination of filters begins at an index and needs no sorting; `plans.test.ts` holds it to that. Pure. */
function contactListing(query: ContactQuery, group: number | null): Listing {
  const conditions: string[] = [];
  const values: Value[] = [];
  const where = (condition: string, value: Value): void => {
    conditions.push(condition);
    values.push(value);
  };
  const single = query.uuid !== undefined || query.urn !== undefined;
  if (group !== null && !single) {
    // Members are never deleted: asking for that would only cost.
    where("m.group_id = ?", group);
    const select = `SELECT ${CONTACT_COLUMNS} FROM memberships m CROSS JOIN contacts c ON c.id = m.contact`;
    return { select, conditions, values, at: "m.modified_on", id: "m.contact" };
  }
  if (query.uuid !== undefined) where("c.uuid = ?", query.uuid);
  if (query.urn !== undefined) where("c.id = (SELECT contact FROM urns WHERE urn = ?)", query.urn);
  if (group !== null) where("EXISTS (SELECT 1 FROM memberships m WHERE m.contact = c.id AND m.group_id = ?)", group);
  where("c.deleted = ?", query.deleted === true ? 1 : 0);
  return { select: `SELECT ${CONTACT_COLUMNS} FROM contacts c`, conditions, values, at: "c.modified_on", id: "c.id" };
}

/** By UUID, else by the exact name; the folded name leads to it, so that no second index is needed. */
function groupId(db: Reader, reference: string): number | null {
  const row =
    db.first<{ id: number }>("SELECT id FROM groups WHERE uuid = ?", reference) ??
    db.first<{ id: number }>("SELECT id FROM groups WHERE name_folded = ? AND name = ?", fold(reference), reference);
  return row?.id ?? null;
}
