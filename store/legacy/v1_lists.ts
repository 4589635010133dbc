/**
 * Groups and fields by numbered page. An account has few of them, so a search inside names looks at each:
 * LIKE takes patterns of 50 bytes only, and folds ASCII only.
 */
import type { CountedFieldQuery, CountedGroupQuery, CountedPage } from "../../contracts/counted.ts";
import type { Reader, Value } from "../database.ts";
import { fold } from "../fold.ts";
import { countOf, numberedPage } from "./v1_page.ts";

export function countedGroups(db: Reader, query: CountedGroupQuery, page: number): CountedPage | null {
  const conditions = ["removed = 0"];
  const values: Value[] = [];
  if (query.uuid !== undefined) {
    conditions.push("uuid IN (SELECT value FROM json_each(?))");
    values.push(JSON.stringify(query.uuid));
  }
  if (query.name !== undefined) {
    conditions.push("instr(name_folded, ?) > 0");
    values.push(fold(query.name));
  }
  return filtered(db, page, { table: "groups", ref: "uuid", conditions, values, direction: "DESC" });
}

export function countedFields(db: Reader, query: CountedFieldQuery, page: number): CountedPage | null {
  const { key } = query;
  const list = { table: "fields", ref: "key", direction: "ASC" } as const;
  if (key === undefined) return filtered(db, page, { ...list, conditions: [], values: [] });
  const whole = db.first("SELECT id FROM fields WHERE key = ?", key) !== null;
  return filtered(db, page, { ...list, conditions: [whole ? "key = ?" : "instr(key, ?) > 0"], values: [key] });
}

interface Filtered {
  readonly table: "groups" | "fields";
  readonly ref: "uuid" | "key";
  readonly conditions: readonly string[];
  readonly values: readonly Value[];
  readonly direction: "ASC" | "DESC";
}

function filtered(db: Reader, page: number, list: Filtered): CountedPage | null {
  const where = list.conditions.length > 0 ? ` WHERE ${list.conditions.join(" AND ")}` : "";
  const order = `ORDER BY created_on ${list.direction}, id ${list.direction}`;
  return numberedPage(db, page, {
    count: countOf(db, `SELECT COUNT(*) AS count FROM ${list.table}${where}`, ...list.values),
    rows: { sql: `SELECT id, ${list.ref} AS ref FROM ${list.table}${where} ${order}`, values: list.values },
  });
}
