/** Statements as SQLite's planner sees them: no request may read more than its answer, so none may scan or sort. */
import { runInDurableObject } from "cloudflare:test";
import type { PageQuery } from "../../contracts/account.ts";
import { clock } from "../clock.ts";
import type { Database, Statement } from "../database.ts";
import { context } from "../read/account.ts";
import type { Writer } from "../write/transaction.ts";
import { type Stub, watched } from "./fixture.ts";

/** What the planner says about every statement that `work` runs. */
export function plansOf(
  stub: Stub,
  work: (db: Database, storage: DurableObjectStorage) => void | Promise<void>,
): Promise<{ sql: string; plan: string[] }[]> {
  return runInDurableObject(stub, async (_, { storage }) => {
    const db = watched(storage.sql);
    await work(db, storage);
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

/** What commands are run with, on the database that `plansOf` gives. Its clock stands, in 2033: after all of the sample. */
export function writerOn(db: Database, storage: DurableObjectStorage): Writer {
  return {
    db,
    clock: clock(db, () => 2_000_000_000_000_000),
    context: context(db),
    transaction: (work) => storage.transactionSync(work),
  };
}

/** Where a page begins: at the start of its list, and on either side of a place in it, which has statements of its own. */
export function placesAt(at: number, id: number): readonly PageQuery["from"][] {
  return [null, { at, id, back: false }, { at, id, back: true }];
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
