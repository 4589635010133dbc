/**
 * A contact with its URNs, groups and flow in one row: three look-ups by index beside the contact's own row. A page
 * costs one statement and a handful of rows a contact; the names of its groups are looked up once a page, not once a
 * contact.
 */
import type { ContactRecord, Micros, Ref } from "../../contracts/records.ts";
import type { Reader } from "../database.ts";
import { inOrder } from "./order.ts";
import { refsIn, refsOf } from "./refs.ts";

/** Expects the contact as `c`. The orders are those of the indexes the subqueries walk: position, group number. */
export const CONTACT_COLUMNS = `c.id, c.uuid, c.name, c.language, c.fields, c.blocked, c.stopped, c.deleted,
  c.created_on, c.modified_on, c.last_seen_on,
  (SELECT json_group_array(urn) FROM (SELECT u.urn FROM urns u WHERE u.contact = c.id ORDER BY u.position)) AS urns,
  (SELECT json_group_array(n.group_id) FROM memberships n WHERE n.contact = c.id) AS groups,
  (SELECT json_object('uuid', f.uuid, 'name', f.name) FROM runs r CROSS JOIN flows f ON f.id = r.flow
    WHERE r.contact = c.id AND r.exited_on IS NULL ORDER BY r.id DESC LIMIT 1) AS flow`;

export type ContactRow = {
  id: number;
  uuid: string;
  name: string | null;
  language: string | null;
  fields: string;
  blocked: number;
  stopped: number;
  deleted: number;
  created_on: Micros;
  modified_on: Micros;
  last_seen_on: Micros | null;
  urns: string;
  groups: string;
  flow: string | null;
};

/** In the rows' order. */
export function contactRecords(db: Reader, rows: readonly ContactRow[]): ContactRecord[] {
  const found = rows.map((row) => ({ row, groups: numbers(row.groups) }));
  const names = refsOf(
    db,
    "groups",
    found.flatMap(({ groups }) => groups),
  );
  return found.map(({ row, groups }) => contactRecord(row, refsIn(names, groups)));
}

function contactRecord(row: ContactRow, groups: readonly Ref[]): ContactRecord {
  return {
    id: row.id,
    uuid: row.uuid,
    name: row.name,
    language: row.language,
    urns: strings(row.urns),
    groups,
    fields: values(row.fields),
    blocked: row.blocked === 1,
    stopped: row.stopped === 1,
    deleted: row.deleted === 1,
    flow: row.flow === null ? null : ref(row.flow),
    createdOn: row.created_on,
    modifiedOn: row.modified_on,
    lastSeenOn: row.last_seen_on,
  };
}

/** In the order asked for; unknown and deleted ones are left out. */
export function contactsByUuid(db: Reader, uuids: readonly string[]): ContactRecord[] {
  const rows = db.all<ContactRow>(
    `SELECT ${CONTACT_COLUMNS} FROM json_each(?) asked CROSS JOIN contacts c ON c.uuid = asked.value WHERE c.deleted = 0`,
    JSON.stringify(uuids),
  );
  return contactRecords(
    db,
    inOrder(uuids, rows, (row) => row.uuid),
  );
}

export function contactById(db: Reader, id: number): ContactRecord {
  const row = db.first<ContactRow>(`SELECT ${CONTACT_COLUMNS} FROM contacts c WHERE c.id = ?`, id);
  const [record] = row === null ? [] : contactRecords(db, [row]);
  if (record === undefined)
    throw new Error(`Contact ${id} was written in this transaction and must be readable in it.`);
  return record;
}

/** Only the store writes these columns, and CHECK (json_valid) guards them; their shape is the writer's. */
function strings(json: string): readonly string[] {
  return JSON.parse(json) as readonly string[];
}

function numbers(json: string): readonly number[] {
  return JSON.parse(json) as readonly number[];
}

export function values(json: string): Record<string, string> {
  return JSON.parse(json) as Record<string, string>;
}

function ref(json: string): Ref {
  return JSON.parse(json) as Ref;
}
