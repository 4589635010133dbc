/** Broadcasts by page and by identifier. Whom they name is looked up once a page. */
import type { BroadcastQuery, BroadcastRecord } from "../../contracts/broadcasts.ts";
import type { Page } from "../../contracts/account.ts";
import type { Micros } from "../../contracts/records.ts";
import type { Reader, Value } from "../database.ts";
import { readPage } from "../paging.ts";
import type { Listing } from "../segments.ts";
import { inOrder } from "./order.ts";
import { refsIn, refsOf } from "./refs.ts";
import { walkRows } from "./walk.ts";

const COLUMNS = "SELECT b.id, b.uuid, b.text, b.status, b.urns, b.contacts, b.groups, b.created_on";
const SELECT = `${COLUMNS} FROM broadcasts b`;

type BroadcastRow = {
  id: number;
  uuid: string;
  text: string;
  status: BroadcastRecord["status"];
  urns: string;
  contacts: string;
  groups: string;
  created_on: Micros;
};

/** Newest first. */
export function broadcastPage(db: Reader, query: BroadcastQuery): Page<BroadcastRecord> {
  const listing = broadcastListing(query);
  const page = readPage(
    query,
    (walk) => walkRows<BroadcastRow>(db, listing, walk, query),
    (row) => ({ at: row.created_on, id: row.id }),
  );
  return { ...page, items: broadcastRecords(db, page.items) };
}

function broadcastListing({ id, uuid }: BroadcastQuery): Listing {
  const conditions: string[] = [];
  const values: Value[] = [];
  if (id !== undefined) {
    conditions.push("b.id = ?");
    values.push(id);
  }
  if (uuid !== undefined) {
    conditions.push("b.uuid = ?");
    values.push(uuid);
  }
  return { select: SELECT, conditions, values, at: "b.created_on", id: "b.id" };
}

/** In the order asked for; unknown ones are left out. */
export function broadcastsById(db: Reader, ids: readonly number[]): BroadcastRecord[] {
  const rows = db.all<BroadcastRow>(
    `${COLUMNS} FROM json_each(?) asked CROSS JOIN broadcasts b ON b.id = asked.value`,
    JSON.stringify(ids),
  );
  return broadcastRecords(
    db,
    inOrder(ids, rows, (row) => row.id),
  );
}

export function broadcastById(db: Reader, id: number): BroadcastRecord {
  const row = db.first<BroadcastRow>(`${SELECT} WHERE b.id = ?`, id);
  const [record] = row === null ? [] : broadcastRecords(db, [row]);
  if (record === undefined) {
    throw new Error(`Broadcast ${id} was written in this transaction and must be readable in it.`);
  }
  return record;
}

/** In the rows' order. */
function broadcastRecords(db: Reader, rows: readonly BroadcastRow[]): BroadcastRecord[] {
  const named = rows.map((row) => ({
    row,
    urns: parsed<[string, number][]>(row.urns).map(([urn]) => urn),
    contacts: parsed<number[]>(row.contacts),
    groups: parsed<number[]>(row.groups),
  }));
  const contactRefs = refsOf(
    db,
    "contacts",
    named.flatMap(({ contacts }) => contacts),
  );
  const groupRefs = refsOf(
    db,
    "groups",
    named.flatMap(({ groups }) => groups),
  );
  return named.map(({ row, urns, contacts, groups }) => ({
    id: row.id,
    uuid: row.uuid,
    urns,
    contacts: refsIn(contactRefs, contacts),
    groups: refsIn(groupRefs, groups),
    text: row.text,
    status: row.status,
    createdOn: row.created_on,
  }));
}

/** Only the store writes these columns, and CHECK (json_valid) guards them; their shape is the writer's. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- The columns' types end where JSON begins.
function parsed<T>(json: string): T {
  return JSON.parse(json) as T;
}
