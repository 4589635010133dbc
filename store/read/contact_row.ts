/**
 * A contact as its row says: what other tables know of it is repeated there (migration 0013), because 250 contacts lie in
 * 250 places of each of those. Names of groups and flows are looked up once a page, not once a contact.
 */
import type { ContactRecord, Micros } from "../../contracts/records.ts";
import type { Reader } from "../database.ts";
import { inOrder } from "./order.ts";
import { refTo, refsIn, refsOf } from "./refs.ts";

/** Expects the contact as `c`. */
export const CONTACT_COLUMNS = `c.id, c.uuid, c.name, c.language, c.fields, c.blocked, c.stopped, c.deleted,
  c.created_on, c.modified_on, c.last_seen_on, c.urns, c.groups, c.flow`;

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
  /** In the order in which they are tried. */
  urns: string;
  /** Numbers, also of groups whose memberships are still going. */
  groups: string;
  flow: number | null;
};

/** In the rows' order. */
export function contactRecords(db: Reader, rows: readonly ContactRow[]): ContactRecord[] {
  const found = rows.map((row) => ({ row, groups: numbers(row.groups) }));
  const names = refsOf(
    db,
    "groups",
    found.flatMap(({ groups }) => groups),
  );
  const flows = refsOf(
    db,
    "flows",
    rows.map(({ flow }) => flow),
  );
  return found.map(({ row, groups }) => ({
    id: row.id,
    uuid: row.uuid,
    name: row.name,
    language: row.language,
    urns: strings(row.urns),
    groups: refsIn(names, groups),
    fields: values(row.fields),
    blocked: row.blocked === 1,
    stopped: row.stopped === 1,
    deleted: row.deleted === 1,
    flow: row.flow === null ? null : refTo(flows, row.flow),
    createdOn: row.created_on,
    modifiedOn: row.modified_on,
    lastSeenOn: row.last_seen_on,
  }));
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
