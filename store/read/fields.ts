/** Contact fields by page and by key, and all of them at once: an account has few. */
import type { FieldQuery, Page } from "../../contracts/account.ts";
import type { FieldRecord, Micros, ValueType } from "../../contracts/records.ts";
import type { Reader } from "../database.ts";
import { readPage } from "../paging.ts";
import type { Listing } from "../segments.ts";
import { inOrder } from "./order.ts";
import { walkRows } from "./walk.ts";

const COLUMNS = "f.id, f.key, f.label, f.value_type, f.created_on";

type FieldRow = { id: number; key: string; label: string; value_type: ValueType; created_on: Micros };

/** Newest first. */
export function fieldPage(db: Reader, query: FieldQuery): Page<FieldRecord> {
  const listing = fieldListing(query);
  const page = readPage(
    query,
    (walk) => walkRows<FieldRow>(db, listing, walk),
    (row) => ({ at: row.created_on, id: row.id }),
  );
  return { ...page, items: page.items.map(fieldRecord) };
}

function fieldListing({ key }: FieldQuery): Listing {
  const list = { select: `SELECT ${COLUMNS} FROM fields f`, at: "f.created_on", id: "f.id" };
  return key === undefined
    ? { ...list, conditions: [], values: [] }
    : { ...list, conditions: ["f.key = ?"], values: [key] };
}

/** Oldest first. */
export function allFields(db: Reader): FieldRecord[] {
  return db.all<FieldRow>(`SELECT ${COLUMNS} FROM fields f ORDER BY f.created_on, f.id`).map(fieldRecord);
}

/** In the order asked for; unknown ones are left out. */
export function fieldsByKey(db: Reader, keys: readonly string[]): FieldRecord[] {
  const rows = db.all<FieldRow>(
    `SELECT ${COLUMNS} FROM json_each(?) asked CROSS JOIN fields f ON f.key = asked.value`,
    JSON.stringify(keys),
  );
  return inOrder(keys, rows, (row) => row.key).map(fieldRecord);
}

export function fieldByKey(db: Reader, key: string): FieldRecord | null {
  const row = db.first<FieldRow>(`SELECT ${COLUMNS} FROM fields f WHERE f.key = ?`, key);
  return row === null ? null : fieldRecord(row);
}

function fieldRecord(row: FieldRow): FieldRecord {
  return { id: row.id, key: row.key, label: row.label, valueType: row.value_type, createdOn: row.created_on };
}
