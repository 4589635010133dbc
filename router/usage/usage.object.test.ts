/** One object on its own: what is counted stays, once; days are rolled up and go when they have had their time. */
import { env } from "cloudflare:workers";
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { DAYS_PER_ALARM, OPERATION_LENGTH, OPERATIONS_PER_ACCOUNT, SETTLE_MS } from "./bounds.ts";
import { DAY_MS, dayOf } from "./day.ts";
import { batch, row } from "./fixture.ts";
import type { UsageNamespace } from "./flush.ts";

const { USAGE } = env as unknown as { USAGE: UsageNamespace };
type Stub = ReturnType<UsageNamespace["getByName"]>;

const KEPT_DAYS = 400;
const TODAY = dayOf(Date.now());
const ALWAYS = { from: 0, to: TODAY + 1 };

let objects = 0;
function fresh(): Stub {
  objects += 1;
  return USAGE.getByName(`TEST_V7-${objects}`);
}

function sql<T extends Record<string, SqlStorageValue>>(stub: Stub, text: string, ...values: SqlStorageValue[]) {
  return runInDurableObject(stub, (_, { storage }) => storage.sql.exec<T>(text, ...values).toArray());
}

async function count(stub: Stub, table: string): Promise<number | undefined> {
  const [found] = await sql<{ n: number }>(stub, `SELECT COUNT(*) AS n FROM ${table}`);
  return found?.n;
}

function alarmOf(stub: Stub): Promise<number | null> {
  return runInDurableObject(stub, (_, { storage }) => storage.getAlarm());
}

/** Some days' calls of several accounts, in several ways. */
function rowsOf(days: readonly number[]) {
  return days.flatMap((day) =>
    ["a", "b", "c"].flatMap((account) =>
      ["url", "default"].flatMap((by) =>
        ["GET /x", "POST /x"].map((operation) =>
          row({ day, account, by, operation, calls: (day % 7) + 2, errors: 1, fallbacks: account === "b" ? 1 : 0 }),
        ),
      ),
    ),
  );
}

describe("what is counted", () => {
  test("adds up over flushes, keeps first and last call, and outlives the object's memory", async () => {
    const stub = fresh();
    const now = Date.now();
    await stub.add([batch([row({ calls: 2, errors: 1, first: now - 9, last: now - 5 })])], KEPT_DAYS);
    await evictDurableObject(stub);
    await stub.add([batch([row({ calls: 3, fallbacks: 2, first: now - 7, last: now })])], KEPT_DAYS);
    await evictDurableObject(stub);
    expect(await stub.callers(ALWAYS, null, { account: "main", key: "key-1" })).toEqual([
      {
        account: "main",
        key: "key-1",
        way: "url",
        operation: "GET /contacts",
        calls: 5,
        errors: 1,
        fallbacks: 2,
        first: now - 9,
        last: now,
      },
    ]);
  });

  test("is counted once when its flush is sent again, in whatever order, memory lost or not", async () => {
    const stub = fresh();
    const flushes = [1, 2, 3, 4].map((seq) => batch([row({ calls: 10 ** seq })], { isolate: "one", seq }));
    const [first, second, third, fourth] = flushes;
    if (!first || !second || !third || !fourth) throw new Error("There are four.");
    await stub.add([second, first], KEPT_DAYS);
    await Promise.all([stub.add([first], KEPT_DAYS), stub.add([fourth], KEPT_DAYS), stub.add([fourth], KEPT_DAYS)]);
    await evictDurableObject(stub);
    await stub.add([fourth, third, second], KEPT_DAYS);
    // The same numbers of another isolate are other flushes.
    await stub.add([{ ...first, isolate: "two" }], KEPT_DAYS);
    expect((await stub.totals(ALWAYS)).operations).toMatchObject([{ calls: 11_110 + 10 }]);
  });

  test("is all of a call's batches or none of them", async () => {
    const stub = fresh();
    const broken = { ...row({ account: "late" }), calls: Number.NaN };
    const good = batch([row()]);
    await runInDurableObject(stub, async (object) => {
      await expect(object.add([good, batch([row({ account: "early" }), broken])], KEPT_DAYS)).rejects.toThrow();
    });
    expect(await count(stub, "calls")).toBe(0);
    await stub.add([good], KEPT_DAYS);
    expect(await count(stub, "calls")).toBe(1);
  });

  test("costs one row written for each of its rows, and one for the isolate", async () => {
    const stub = fresh();
    const rows = rowsOf([TODAY]);
    await stub.add([batch(rows, { isolate: "one", seq: 1 })], KEPT_DAYS);
    const written = await runInDurableObject(stub, async (object, { storage }) => {
      let sum = 0;
      const exec = storage.sql.exec.bind(storage.sql);
      storage.sql.exec = (text: string, ...values: unknown[]) => {
        const cursor = exec(text, ...values);
        sum += cursor.rowsWritten;
        return cursor as never;
      };
      await object.add([batch(rows, { isolate: "one", seq: 2 })], KEPT_DAYS);
      return sum;
    });
    expect(written).toBe(rows.length + 1);
  });
});

describe("operations of an account and day are bounded", () => {
  test("what is one too many is counted as other, and what is known stays known", async () => {
    const stub = fresh();
    const many = OPERATIONS_PER_ACCOUNT + 50;
    const rows = Array.from({ length: many }, (_, index) => row({ operation: `GET /${index}` }));
    await stub.add([batch(rows)], KEPT_DAYS);
    const again = [row({ operation: "GET /0" }), row({ operation: "GET /0", key: "key-2" })];
    await stub.add(
      [batch([...again, row({ operation: "GET /new" }), row({ account: "b", operation: "GET /new" })])],
      KEPT_DAYS,
    );
    const { operations } = await stub.own(ALWAYS, "main");
    expect(operations.length).toBe(OPERATIONS_PER_ACCOUNT + 1);
    const calls = new Map(operations.map((one) => [one.operation, one.calls]));
    expect(calls.get("other")).toBe(51);
    expect(calls.get("GET /0")).toBe(3);
    expect((await stub.own(ALWAYS, "b")).operations).toMatchObject([{ operation: "GET /new" }]);
  });

  test("a name that is too long is other too", async () => {
    const stub = fresh();
    await stub.add([batch([row({ operation: "x".repeat(OPERATION_LENGTH + 1) })])], KEPT_DAYS);
    expect((await stub.own(ALWAYS, "main")).operations).toMatchObject([{ operation: "other", calls: 1 }]);
  });
});

describe("days that are over", () => {
  const days = [TODAY - 5, TODAY - 4, TODAY - 2];

  test("become totals that say what the calls said", async () => {
    const stub = fresh();
    await stub.add([batch(rowsOf([...days, TODAY]))], KEPT_DAYS);
    const before = await stub.totals(ALWAYS);
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    const rolled = await sql(stub, "SELECT day, accounts FROM days ORDER BY day");
    expect(rolled).toEqual([...days.map((day) => ({ day, accounts: 3 })), { day: TODAY, accounts: null }]);
    expect(await count(stub, "totals")).toBe(days.length * 4);
    const after = await stub.totals(ALWAYS);
    expect(merged(after)).toEqual(merged(before));
    // The oracle: plain sums over the calls.
    const plain = await sql(
      stub,
      `SELECT day, way, SUM(calls) AS calls, SUM(errors) AS errors, SUM(fallbacks) AS fallbacks
       FROM calls GROUP BY day, way ORDER BY day, way`,
    );
    expect(merged(after).days).toEqual(plain);
  });

  test("are rolled up again when an isolate was late", async () => {
    const stub = fresh();
    await stub.add([batch(rowsOf(days))], KEPT_DAYS);
    await runDurableObjectAlarm(stub);
    const whole = await sumOf(stub);
    await stub.add([batch([row({ day: days[1] ?? 0, account: "late", calls: 100 })])], KEPT_DAYS);
    expect(await sumOf(stub)).toBe(whole + 100);
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    expect(await sql(stub, "SELECT accounts FROM days ORDER BY day")).toEqual([
      { accounts: 3 },
      { accounts: 4 },
      { accounts: 3 },
    ]);
    expect(await sumOf(stub)).toBe(whole + 100);
  });

  test("are some at a time, until none is left", async () => {
    const stub = fresh();
    const many = Array.from({ length: DAYS_PER_ALARM * 2 + 3 }, (_, index) => TODAY - 1 - index);
    await stub.add([batch(many.map((day) => row({ day })))], KEPT_DAYS);
    let alarms = 0;
    while ((await count(stub, "days WHERE accounts IS NULL")) !== 0) {
      expect(await runDurableObjectAlarm(stub)).toBe(true);
      alarms += 1;
      expect(alarms).toBeLessThan(5);
    }
    expect(alarms).toBe(3);
  });
});

describe("the retention", () => {
  test("takes whole days with all that is known of them, and nothing younger", async () => {
    const stub = fresh();
    await stub.add([batch(rowsOf([TODAY - 12, TODAY - 11, TODAY - 10, TODAY]))], KEPT_DAYS);
    await runDurableObjectAlarm(stub);
    await stub.add([batch([row({ account: "a" })])], 10);
    await evictDurableObject(stub);
    await runDurableObjectAlarm(stub);
    for (const table of ["calls", "totals", "days"]) {
      const [found] = await sql<{ oldest: number }>(stub, `SELECT MIN(day) AS oldest FROM ${table}`);
      expect(found, table).toEqual({ oldest: TODAY - 10 });
    }
  });

  test("refuses what is older already, and what is of days to come", async () => {
    const stub = fresh();
    await stub.add([batch([TODAY - 11, TODAY - 10, TODAY + 1, TODAY + 2].map((day) => row({ day })))], 10);
    expect(await sql(stub, "SELECT day FROM calls ORDER BY day")).toEqual([{ day: TODAY - 10 }, { day: TODAY + 1 }]);
  });
});

describe("the alarm", () => {
  test("is for the end of the day that runs, then for the day that goes first, then there is none", async () => {
    const stub = fresh();
    expect(await alarmOf(stub)).toBeNull();
    await stub.add([batch([row()])], KEPT_DAYS);
    expect(await alarmOf(stub)).toBe((TODAY + 1) * DAY_MS + SETTLE_MS);

    const quiet = fresh();
    await quiet.add([batch([row({ day: TODAY - 3 })])], KEPT_DAYS);
    await runDurableObjectAlarm(quiet);
    expect(await alarmOf(quiet)).toBe((TODAY - 3 + KEPT_DAYS + 1) * DAY_MS + SETTLE_MS);

    const empty = fresh();
    await empty.add([batch([])], KEPT_DAYS);
    expect(await alarmOf(empty)).toBeNull();
  });

  test("leaves nothing of days that are gone, and no alarm after the last of them", async () => {
    const stub = fresh();
    await stub.add([batch([row({ day: TODAY - 3 })])], KEPT_DAYS);
    await stub.add([batch([])], 2);
    await runDurableObjectAlarm(stub);
    expect(await count(stub, "calls")).toBe(0);
    expect(await alarmOf(stub)).toBeNull();
  });

  test("forgets isolates that have been silent for a day, and no other", async () => {
    const stub = fresh();
    await stub.add([batch([row({ day: TODAY - 1 })]), batch([row({ day: TODAY - 1 })])], KEPT_DAYS);
    await sql(
      stub,
      "UPDATE isolates SET seen_ms = seen_ms - 86400001 WHERE isolate = (SELECT MIN(isolate) FROM isolates)",
    );
    await runDurableObjectAlarm(stub);
    expect(await count(stub, "isolates")).toBe(1);
  });
});

type Totals = Awaited<ReturnType<Stub["totals"]>>;

/** In one order, and with what came in two parts added up. */
function merged(totals: Totals) {
  const operations = new Map<string, number>();
  for (const one of totals.operations) operations.set(one.operation, (operations.get(one.operation) ?? 0) + one.calls);
  return {
    days: totals.days
      .map(({ day, way, calls, errors, fallbacks }) => ({ day, way, calls, errors, fallbacks }))
      .sort((one, other) => one.day - other.day || (one.way < other.way ? -1 : 1)),
    accounts: totals.accounts.map(({ day, accounts }) => ({ day, accounts })).sort((one, other) => one.day - other.day),
    operations: [...operations].sort(([one], [other]) => (one < other ? -1 : 1)),
  };
}

async function sumOf(stub: Stub): Promise<number> {
  const { days } = await stub.totals(ALWAYS);
  return days.reduce((sum, { calls }) => sum + calls, 0);
}
