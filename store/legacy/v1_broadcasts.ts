/** Broadcasts by numbered page. Those that are named are looked up; else all of them are walked in order. */
import type { CountedPage } from "../../contracts/counted.ts";
import type { CountedBroadcastQuery } from "../../contracts/counted_messages.ts";
import type { Reader, Statement } from "../database.ts";
import { filteredCount } from "./v1_counts.ts";
import { countOf, numberedPage } from "./v1_page.ts";

export function countedBroadcasts(db: Reader, query: CountedBroadcastQuery, page: number): CountedPage | null {
  const { sql, values } = filtered(query);
  const unfiltered = Object.keys(query).length === 0;
  const count = unfiltered
    ? countOf(db, "SELECT value AS count FROM totals WHERE name = 'broadcasts'")
    : filteredCount(db, { list: "broadcasts", query, page }, () =>
        countOf(db, `SELECT COUNT(*) AS count ${sql}`, ...values),
      );
  const select = `SELECT b.id, CAST(b.id AS TEXT) AS ref ${sql} ORDER BY b.created_on DESC, b.id DESC`;
  return numberedPage(db, page, { count, rows: { sql: select, values } });
}

/** From `FROM` on. Pure. */
function filtered({ id, status, before, after }: CountedBroadcastQuery): Statement {
  const from = id === undefined ? "broadcasts b" : "json_each(?) asked CROSS JOIN broadcasts b ON b.id = asked.value";
  const conditions = [
    ...(status === undefined ? [] : ["b.status IN (SELECT value FROM json_each(?))"]),
    ...(before === undefined ? [] : ["b.created_on <= ?"]),
    ...(after === undefined ? [] : ["b.created_on >= ?"]),
  ];
  const values = [id && JSON.stringify([...new Set(id)]), status && JSON.stringify(status), before, after].filter(
    (value) => value !== undefined,
  );
  const where = conditions.length === 0 ? "" : ` WHERE ${conditions.join(" AND ")}`;
  return { sql: `FROM ${from}${where}`, values };
}
