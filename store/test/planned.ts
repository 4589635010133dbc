/** Statements as SQLite's planner sees them: no request may read more than its answer, so none may scan or sort. */
import { runInDurableObject } from "cloudflare:test";
import type { Database, Statement } from "../database.ts";
import { type Stub, watched } from "./fixture.ts";

/** What the planner says about every statement that `work` runs. */
export function plansOf(
  stub: Stub,
  work: (db: Database, storage: DurableObjectStorage) => void,
): Promise<{ sql: string; plan: string[] }[]> {
  return runInDurableObject(stub, (_, { storage }) => {
    const db = watched(storage.sql);
    work(db, storage);
    const unique = new Map<string, Statement>(db.statements.map((statement) => [statement.sql, statement]));
    return [...unique.values()].map(({ sql, values }) => ({
      sql,
      plan: storage.sql
        .exec<{ detail: string }>(`EXPLAIN QUERY PLAN ${sql}`, ...values)
        .toArray()
        .map(({ detail }) => detail),
    }));
  });
}

/** Lists given as JSON are scanned, being the question; a co-routine or a list walk by index is no scan of a table. */
export function faults(plan: readonly string[], walk: RegExp | null): string[] {
  return plan.filter((line) => {
    if (/USE TEMP B-TREE/.test(line)) return true;
    if (!line.startsWith("SCAN ")) return false;
    const bounded =
      /^SCAN (asked|json_each) VIRTUAL TABLE/.test(line) ||
      line.startsWith("SCAN CONSTANT ROW") ||
      line.startsWith("SCAN (subquery");
    return !bounded && !(walk?.test(line) ?? false);
  });
}
