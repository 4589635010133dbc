/**
 * No statement reads more than the days it is about: each that a flush, a report or an alarm runs is shown to
 * SQLite's planner, and what the reports read is counted.
 */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import { dayOf } from "./day.ts";
import { batch, row } from "./fixture.ts";
import type { UsageNamespace } from "./flush.ts";
import { callers, own, places, totals } from "./read.ts";
import { record } from "./record.ts";
import { drop, forgetIsolates, held, oldDays, openDays, rollUp } from "./roll.ts";
import type { Sql } from "./schema.ts";

const { USAGE } = env as unknown as { USAGE: UsageNamespace };
const TODAY = dayOf(Date.now());
const stub = USAGE.getByName("PLANS_V7-0");

/** 30 days of 40 callers with 5 operations. */
const DAYS = Array.from({ length: 30 }, (_, age) => TODAY - age);
const CALLERS = Array.from({ length: 40 }, (_, index) => `account-${index + 10}`);
const OPERATIONS = 5;

beforeAll(async () => {
  const rows = DAYS.flatMap((day) =>
    CALLERS.flatMap((account) =>
      Array.from({ length: OPERATIONS }, (_, index) => row({ day, account, operation: `GET /${index}` })),
    ),
  );
  await stub.add([batch(rows)], 400);
  await runInDurableObject(stub, (_, { storage }) => {
    for (const day of DAYS.slice(1)) rollUp(storage.sql, day);
  });
});

interface Watched {
  readonly statements: Map<string, readonly unknown[]>;
  rowsRead: number;
}

/** What `work` asks the database, and how many rows that reads. Nothing of it stays. */
function watch(work: (sql: Sql) => void): Promise<{ plans: { text: string; plan: string[] }[]; rowsRead: number }> {
  return runInDurableObject(stub, (_, { storage }) => {
    const seen: Watched = { statements: new Map(), rowsRead: 0 };
    const exec: Sql["exec"] = <T extends Record<string, SqlStorageValue>>(text: string, ...values: unknown[]) => {
      seen.statements.set(text, values);
      const cursor = storage.sql.exec<T>(text, ...values);
      const all = cursor.toArray();
      seen.rowsRead += cursor.rowsRead;
      return { toArray: () => all, one: () => all[0] } as SqlStorageCursor<T>;
    };
    try {
      storage.transactionSync(() => {
        work({ exec });
        throw UNDO;
      });
    } catch (error) {
      if (error !== UNDO) throw error;
    }
    const plans = [...seen.statements].map(([text, values]) => ({
      text,
      plan: storage.sql
        .exec<{ detail: string }>(`EXPLAIN QUERY PLAN ${text}`, ...values)
        .toArray()
        .map(({ detail }) => detail),
    }));
    return { plans, rowsRead: seen.rowsRead };
  });
}

const UNDO = new Error("undone");

const WEEK = { from: TODAY - 7, to: TODAY - 1 };
const PLACE = { account: "account-20", key: "key-1" };
const UNTIL = { account: "account-29", key: "key-1" };

test.each<[string, (sql: Sql) => void, number]>([
  [
    "a flush",
    (sql) => void record(sql, batch([row({ account: "account-10" }), row({ key: "new" })]), { from: 0, to: TODAY }, 1),
    5,
  ],
  [
    "a flush to a day that was over",
    (sql) => void record(sql, batch([row({ day: TODAY - 1 })]), { from: 0, to: TODAY }, 1),
    5,
  ],
  ["totals", (sql) => void totals(sql, { from: TODAY - 7, to: TODAY }), 7],
  ["who is on the first page", (sql) => void places(sql, WEEK, null, 10), 2],
  ["who is on a page", (sql) => void places(sql, WEEK, PLACE, 10), 2],
  ["the callers of the first page", (sql) => void callers(sql, WEEK, null, UNTIL), 1],
  ["the callers of a page", (sql) => void callers(sql, WEEK, PLACE, UNTIL), 1],
  ["an account's own", (sql) => void own(sql, WEEK, "account-20"), 2],
  ["what there is to do", (sql) => void [held(sql), openDays(sql, TODAY, 8), oldDays(sql, TODAY - 9, 8)], 4],
  ["rolling up a day", (sql) => rollUp(sql, TODAY - 3), 3],
  ["deleting a day", (sql) => drop(sql, TODAY - 3), 3],
])("%s seeks its days by the key", async (_name, work, statements) => {
  const { plans } = await watch(work);
  expect(plans.length).toBeGreaterThanOrEqual(statements);
  for (const { text, plan } of plans) {
    expect(
      plan.filter((line) => line.startsWith("SCAN ") && !OPEN_DAYS.test(line)),
      `${text}\n${plan.join("\n")}`,
    ).toEqual([]);
    for (const line of plan.filter((line) => /SEARCH (calls|totals) /.test(line))) {
      expect(line, text).toMatch(/USING PRIMARY KEY \(day(=|>)\?/);
    }
  }
});

/** The index of the days that are not rolled up: as a rule one. */
const OPEN_DAYS = /^SCAN days USING (COVERING )?INDEX days_open/;

test("only the isolates are read whole, once a day", async () => {
  const { plans } = await watch((sql) => forgetIsolates(sql, 0));
  expect(plans.map(({ plan }) => plan)).toEqual([["SCAN isolates"]]);
});

test("a page of callers reads what is on it, not what is in the days", async () => {
  const perDay = CALLERS.length * OPERATIONS;
  const { rowsRead: found } = await watch((sql) => void places(sql, WEEK, PLACE, 10));
  // Ten callers, and of the eleventh as much as it takes to see that it is another.
  expect(found).toBeLessThan(7 * 12 * OPERATIONS);
  const { rowsRead: read } = await watch((sql) => void callers(sql, WEEK, PLACE, UNTIL));
  // Nine callers and the edges of the page; grouping reads them once more.
  expect(read).toBeLessThan(7 * 11 * OPERATIONS * 2);
  expect(7 * perDay).toBeGreaterThan(2 * Math.max(found, read / 2));
});

test("totals of finished days read totals, and no call", async () => {
  const { rowsRead } = await watch((sql) => void totals(sql, WEEK));
  // Once by way and once by operation, which sorts and reads what it has sorted.
  expect(rowsRead).toBeLessThan(7 * OPERATIONS * 4);
  expect(7 * OPERATIONS * 4 * 5).toBeLessThan(7 * OPERATIONS * CALLERS.length);
});

test("an account's own report reads its own rows", async () => {
  const { rowsRead } = await watch((sql) => void own(sql, WEEK, "account-20"));
  expect(rowsRead).toBeLessThan(2 * 7 * (OPERATIONS + 2) * 2);
});
