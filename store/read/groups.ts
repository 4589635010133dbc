/** Groups by page, by name and by identifier. Counts are the kept ones. */
import type { GroupQuery, Page } from "../../contracts/account.ts";
import type { GroupRecord, Micros } from "../../contracts/records.ts";
import type { Reader, Value } from "../database.ts";
import { fold } from "../fold.ts";
import { readPage } from "../paging.ts";
import type { Listing } from "../segments.ts";
import { inOrder } from "./order.ts";
import { walkRows } from "./walk.ts";

const COLUMNS = "g.id, g.uuid, g.name, g.query, g.count, g.created_on";

type GroupRow = {
  id: number;
  uuid: string;
  name: string;
  query: string | null;
  count: number;
  created_on: Micros;
};

/** Newest first. */
export function groupPage(db: Reader, query: GroupQuery): Page<GroupRecord> {
  const listing = groupListing(query);
  const page = readPage(
    query,
    (walk) => walkRows<GroupRow>(db, listing, walk),
    (row) => ({ at: row.created_on, id: row.id }),
  );
  return { ...page, items: page.items.map(groupRecord) };
}

function groupListing({ uuid, name }: GroupQuery): Listing {
  const conditions = ["g.removed = 0"];
  const values: Value[] = [];
  if (uuid !== undefined) {
    conditions.push("g.uuid = ?");
    values.push(uuid);
  }
  if (name !== undefined) {
    conditions.push("g.name_folded = ?");
    values.push(fold(name));
  }
  return { select: `SELECT ${COLUMNS} FROM groups g`, conditions, values, at: "g.created_on", id: "g.id" };
}

/** In the order asked for; unknown ones are left out. */
export function groupsByUuid(db: Reader, uuids: readonly string[]): GroupRecord[] {
  const rows = db.all<GroupRow>(
    `SELECT ${COLUMNS} FROM json_each(?) asked CROSS JOIN groups g ON g.uuid = asked.value`,
    JSON.stringify(uuids),
  );
  return inOrder(uuids, rows, (row) => row.uuid).map(groupRecord);
}

export function groupByUuid(db: Reader, uuid: string): GroupRecord | null {
  const row = db.first<GroupRow>(`SELECT ${COLUMNS} FROM groups g WHERE g.uuid = ?`, uuid);
  return row === null ? null : groupRecord(row);
}

/** By the name in any case. */
export function groupByName(db: Reader, name: string): GroupRecord | null {
  const row = db.first<GroupRow>(`SELECT ${COLUMNS} FROM groups g WHERE g.name_folded = ?`, fold(name));
  return row === null ? null : groupRecord(row);
}

function groupRecord(row: GroupRow): GroupRecord {
  return {
    id: row.id,
    uuid: row.uuid,
    name: row.name,
    query: row.query,
    count: row.count,
    createdOn: row.created_on,
  };
}
