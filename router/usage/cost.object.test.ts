/** What a day costs: the figures of docs/usage.md, measured in an object that has a sixteenth of 10,000 accounts. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import { dayOf } from "./day.ts";
import { batch, row } from "./fixture.ts";
import type { UsageNamespace } from "./flush.ts";
import { rollUp } from "./roll.ts";

const { USAGE } = env as unknown as { USAGE: UsageNamespace };
const TODAY = dayOf(Date.now());
const stub = USAGE.getByName("COST_V7-0");

const ACCOUNTS = 10_000 / 16;
const OPERATIONS = [
  "GET /contacts",
  "POST /contacts",
  "GET /groups",
  "GET /messages",
  "POST /broadcasts",
  "GET /runs",
  "POST /flow_starts",
  "GET /definitions",
];
const ROWS = ACCOUNTS * OPERATIONS.length;

interface Cost {
  readonly rows: number;
  readonly bytes: number;
}

const days: Cost[] = [];
let totals = 0;

beforeAll(async () => {
  const keys = Array.from({ length: ACCOUNTS }, () => crypto.randomUUID());
  for (const day of [TODAY - 2, TODAY - 1]) {
    const rows = keys.flatMap((key, index) =>
      OPERATIONS.map((operation) =>
        row({ day, account: `account-${index * 16}`, key, operation, calls: 40, errors: 1 }),
      ),
    );
    // As callers come: in no order, so that pages split as they do in life.
    rows.sort((one, other) => scattered(one.key + one.operation) - scattered(other.key + other.operation));
    const before = await costs();
    for (let start = 0; start < rows.length; start += 250) {
      await stub.add([batch(rows.slice(start, start + 250), { isolate: "one", seq: start / 250 + day * 20 })], 400);
    }
    const after = await costs();
    days.push({ rows: after.rows - before.rows, bytes: after.bytes - before.bytes });
  }
  totals = await runInDurableObject(stub, (_, { storage }) => {
    rollUp(storage.sql, TODAY - 2);
    return storage.sql.exec<{ n: number }>("SELECT COUNT(*) AS n FROM totals").one().n;
  });
});

function costs(): Promise<Cost> {
  return runInDurableObject(stub, (_, { storage }) => ({
    rows: storage.sql.exec<{ n: number }>("SELECT COUNT(*) AS n FROM calls").one().n,
    bytes: storage.sql.databaseSize,
  }));
}

function scattered(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x9e3779b1);
  return hash;
}

test("each account, key, way and operation of a day is one row, however often it is called", () => {
  expect(days.map(({ rows }) => rows)).toEqual([ROWS, ROWS]);
});

test("a row is about 110 bytes on disk: 10,000 accounts with eight operations make 80,000 rows and 9 MB a day", () => {
  for (const { rows, bytes } of days) {
    expect(bytes / rows).toBeGreaterThan(95);
    expect(bytes / rows).toBeLessThan(125);
  }
});

test("a day's totals are a row for each operation and way", () => {
  expect(totals).toBe(OPERATIONS.length);
});
