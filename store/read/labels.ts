/** Labels of messages by page, by name and by identifier. Counts are the kept ones. */
import type { Page } from "../../contracts/account.ts";
import type { LabelQuery, LabelRecord } from "../../contracts/messages.ts";
import type { Micros } from "../../contracts/records.ts";
import type { Reader, Value } from "../database.ts";
import { fold } from "../fold.ts";
import { readPage } from "../paging.ts";
import type { Listing } from "../segments.ts";
import { inOrder } from "./order.ts";
import { walkRows } from "./walk.ts";

const COLUMNS = "l.id, l.uuid, l.name, l.count, l.created_on";

type LabelRow = { id: number; uuid: string; name: string; count: number; created_on: Micros };

/** Newest first. */
export function labelPage(db: Reader, query: LabelQuery): Page<LabelRecord> {
  const listing = labelListing(query);
  const page = readPage(
    query,
    (walk) => walkRows<LabelRow>(db, listing, walk),
    (row) => ({ at: row.created_on, id: row.id }),
  );
  return { ...page, items: page.items.map(labelRecord) };
}

function labelListing({ uuid, name }: LabelQuery): Listing {
  const conditions = ["l.removed = 0"];
  const values: Value[] = [];
  if (uuid !== undefined) {
    conditions.push("l.uuid = ?");
    values.push(uuid);
  }
  if (name !== undefined) {
    conditions.push("l.name_folded = ?");
    values.push(fold(name));
  }
  return { select: `SELECT ${COLUMNS} FROM labels l`, conditions, values, at: "l.created_on", id: "l.id" };
}

/** In the order asked for; unknown ones are left out. */
export function labelsByUuid(db: Reader, uuids: readonly string[]): LabelRecord[] {
  const rows = db.all<LabelRow>(
    `SELECT ${COLUMNS} FROM json_each(?) asked CROSS JOIN labels l ON l.uuid = asked.value`,
    JSON.stringify(uuids),
  );
  return inOrder(uuids, rows, (row) => row.uuid).map(labelRecord);
}

export function labelByUuid(db: Reader, uuid: string): LabelRecord | null {
  const row = db.first<LabelRow>(`SELECT ${COLUMNS} FROM labels l WHERE l.uuid = ?`, uuid);
  return row === null ? null : labelRecord(row);
}

/** By the name in any case. */
export function labelByName(db: Reader, name: string): LabelRecord | null {
  const row = db.first<LabelRow>(`SELECT ${COLUMNS} FROM labels l WHERE l.name_folded = ?`, fold(name));
  return row === null ? null : labelRecord(row);
}

function labelRecord(row: LabelRow): LabelRecord {
  return { id: row.id, uuid: row.uuid, name: row.name, count: row.count, createdOn: row.created_on };
}
