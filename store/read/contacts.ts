/**
 * Lists of contacts: which index a query walks, and the page it yields. A URN, a UUID and a name find at most one
 * contact each; a group is walked by its memberships, everything else by the list of (deleted or other) contacts.
 */
import type { ContactQuery, Page } from "../../contracts/account.ts";
import type { ContactRecord } from "../../contracts/records.ts";
import type { Reader, Statement, Value } from "../database.ts";
import { type Columns, walkClause } from "../edges.ts";
import { fold } from "../fold.ts";
import { type Walk, readPage } from "../paging.ts";
import { CONTACT_COLUMNS, type ContactRow, contactRecord } from "./contact_row.ts";

const EMPTY = { items: [], next: null, previous: null };
const BY_CONTACT: Columns = { at: "c.modified_on", id: "c.id" };
const BY_MEMBERSHIP: Columns = { at: "m.modified_on", id: "m.contact" };

/** Newest first. An unknown group, URN or UUID is an empty page. */
export function contactPage(db: Reader, query: ContactQuery): Page<ContactRecord> {
  const group = query.group === undefined ? null : groupId(db, query.group);
  if (query.group !== undefined && group === null) return EMPTY;
  // A deleted contact has neither groups nor URNs: without this the whole group would be walked in vain.
  if (query.deleted === true && (group !== null || query.urn !== undefined)) return EMPTY;
  const rows = (walk: Walk): ContactRow[] => {
    const { sql, values } = contactsStatement(query, group, walk);
    return db.all<ContactRow>(sql, ...values);
  };
  const page = readPage(query, rows, (row) => ({ at: row.modified_on, id: row.id }));
  return { ...page, items: page.items.map(contactRecord) };
}

/** Pure. Every combination of filters begins at an index and needs no sorting; `plans.test.ts` holds it to that. */
export function contactsStatement(query: ContactQuery, group: number | null, walk: Walk): Statement {
  const single = query.uuid !== undefined || query.urn !== undefined;
  const byMembership = group !== null && !single;
  const conditions: string[] = [];
  const values: Value[] = [];
  const where = (condition: string, ...given: Value[]): void => {
    conditions.push(condition);
    values.push(...given);
  };
  if (query.uuid !== undefined) where("c.uuid = ?", query.uuid);
  if (query.urn !== undefined) where("c.id = (SELECT contact FROM urns WHERE urn = ?)", query.urn);
  if (byMembership) where("m.group_id = ?", group);
  else if (group !== null)
    where("EXISTS (SELECT 1 FROM memberships m WHERE m.contact = c.id AND m.group_id = ?)", group);
  // Members are never deleted: asking would only cost.
  if (!byMembership) where("c.deleted = ?", query.deleted === true ? 1 : 0);
  const clause = walkClause(walk, query, byMembership ? BY_MEMBERSHIP : BY_CONTACT);
  const tables = byMembership ? "memberships m CROSS JOIN contacts c ON c.id = m.contact" : "contacts c";
  return {
    sql: `SELECT ${CONTACT_COLUMNS} FROM ${tables} WHERE ${[...conditions, ...clause.conditions].join(" AND ")} ${clause.tail}`,
    values: [...values, ...clause.values, walk.count],
  };
}

/** By UUID, else by the exact name; the folded name leads to it, so that no second index is needed. */
function groupId(db: Reader, reference: string): number | null {
  const row =
    db.first<{ id: number }>("SELECT id FROM groups WHERE uuid = ?", reference) ??
    db.first<{ id: number }>("SELECT id FROM groups WHERE name_folded = ? AND name = ?", fold(reference), reference);
  return row?.id ?? null;
}
