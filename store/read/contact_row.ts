/**
 * A contact with its URNs, groups and flow in one row: three look-ups by index beside the contact's own row, so a
 * page costs a handful of rows a contact and one statement.
 */
import type { ContactRecord, Micros, Ref } from "../../contracts/records.ts";
import type { Reader } from "../database.ts";
import { inOrder } from "./order.ts";

/** Expects the contact as `c`. The orders are those of the indexes the subqueries walk: position, group number. */
export const CONTACT_COLUMNS = `c.id, c.uuid, c.name, c.language, c.fields, c.blocked, c.stopped, c.deleted,
  c.created_on, c.modified_on, c.last_seen_on,
  (SELECT json_group_array(urn) FROM (SELECT u.urn FROM urns u WHERE u.contact = c.id ORDER BY u.position)) AS urns,
  (SELECT json_group_array(json_object('uuid', uuid, 'name', name)) FROM (
    SELECT g.uuid, g.name FROM memberships n CROSS JOIN groups g ON g.id = n.group_id
    WHERE n.contact = c.id ORDER BY n.group_id)) AS groups,
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

export function contactRecord(row: ContactRow): ContactRecord {
  return {
    id: row.id,
    uuid: row.uuid,
    name: row.name,
    language: row.language,
    urns: list<string>(row.urns),
    groups: list<Ref>(row.groups),
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
  return inOrder(uuids, rows, (row) => row.uuid).map(contactRecord);
}

export function contactById(db: Reader, id: number): ContactRecord {
  const row = db.first<ContactRow>(`SELECT ${CONTACT_COLUMNS} FROM contacts c WHERE c.id = ?`, id);
  if (row === null) throw new Error(`Contact ${id} was written in this transaction and must be readable in it.`);
  return contactRecord(row);
}

/** Only the store writes these columns, and CHECK (json_valid) guards them; their shape is the writer's. */
function list<T>(json: string): readonly T[] {
  return JSON.parse(json) as readonly T[];
}

export function values(json: string): Record<string, string> {
  return JSON.parse(json) as Record<string, string>;
}

function ref(json: string): Ref {
  return JSON.parse(json) as Ref;
}
