/** Reports over the 16 objects of a version, against an oracle that has everything in one list. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { beforeAll, describe, expect, test } from "vitest";
import type { CallerPlace, CallerUsage } from "./caller.ts";
import type { Row } from "./counter.ts";
import { dateOf, dayOf } from "./day.ts";
import { batch, row } from "./fixture.ts";
import type { UsageNamespace } from "./flush.ts";
import { objectOf } from "./place.ts";
import { accountUsage, versionCallers, versionTotals } from "./queries.ts";
import { rollUp } from "./roll.ts";
import { usageWire } from "./wire.ts";

const { USAGE } = env as unknown as { USAGE: UsageNamespace };
const TODAY = dayOf(Date.now());
const DAYS = [TODAY - 3, TODAY - 2, TODAY];
const PERIOD = { from: TODAY - 2, to: TODAY };
const WAYS = ["url", "header", "default", "pin"];

/** Sixty accounts with one or two keys, and callers without one; not all of them call every day. */
const ROWS: Row[] = DAYS.flatMap((day, d) =>
  ["", ...Array.from({ length: 60 }, (_, index) => `account-${index}`)].flatMap((account, a) =>
    Array.from({ length: account === "" ? 1 : 1 + (a % 2) }, (_, k) => (account === "" ? "" : `key-${k}`)).flatMap(
      (key, k) =>
        (a + d) % 4 === 0
          ? []
          : Array.from({ length: 1 + (a % 3) }, (_, o) =>
              row({
                day,
                account,
                key,
                by: WAYS[(a + o) % WAYS.length] ?? "",
                operation: `GET /${(a + d + o) % 5}`,
                calls: 1 + ((a * 7 + d * 3 + o + k) % 11),
                errors: a % 2,
                fallbacks: o % 2,
                first: day * 86_400_000 + a,
                last: day * 86_400_000 + a + 1_000 + o,
              }),
            ),
    ),
  ),
);

const IN_PERIOD = ROWS.filter(({ day }) => day >= PERIOD.from && day <= PERIOD.to);

beforeAll(async () => {
  for (const [object, rows] of Map.groupBy(ROWS, ({ account }) => objectOf("V7", account))) {
    const stub = USAGE.getByName(object);
    await stub.add([batch(rows, { object })], 400);
    await runInDurableObject(stub, (_, { storage }) => {
      for (const day of DAYS.slice(0, 2)) rollUp(storage.sql, day);
    });
  }
});

function sum(rows: readonly Row[], of: "calls" | "errors" | "fallbacks"): number {
  return rows.reduce((total, one) => total + one[of], 0);
}

describe("a version's totals", () => {
  test("are the sums of all rows of its days, rolled up or not", async () => {
    const totals = await versionTotals(USAGE, "V7", PERIOD);
    expect(totals.calls).toBe(sum(IN_PERIOD, "calls"));
    expect(totals.errors).toBe(sum(IN_PERIOD, "errors"));
    expect(totals.fallbacks).toBe(sum(IN_PERIOD, "fallbacks"));
    expect(totals.defaulted).toBe(
      sum(
        IN_PERIOD.filter(({ by }) => by === "default"),
        "calls",
      ),
    );
    expect(totals.days.map(({ day, accounts, calls, defaulted }) => ({ day, accounts, calls, defaulted }))).toEqual(
      DAYS.slice(1).map((day) => {
        const rows = IN_PERIOD.filter((one) => one.day === day);
        return {
          day: dateOf(day),
          accounts: new Set(rows.map(({ account }) => account)).size,
          calls: sum(rows, "calls"),
          defaulted: sum(
            rows.filter(({ by }) => by === "default"),
            "calls",
          ),
        };
      }),
    );
  });

  test("say how the version was chosen, in shares that make a whole, and what was called most", async () => {
    const { ways, operations, calls } = await versionTotals(USAGE, "V7", PERIOD);
    expect(new Set(ways.map(({ way }) => way))).toEqual(new Set(WAYS));
    expect(ways.reduce((whole, { share }) => whole + share, 0)).toBeCloseTo(1);
    for (const { way, calls: some, share } of ways) {
      expect(some).toBe(
        sum(
          IN_PERIOD.filter(({ by }) => by === way),
          "calls",
        ),
      );
      expect(share).toBe(some / calls);
    }
    const expected = [...Map.groupBy(IN_PERIOD, ({ operation }) => operation)].map(([operation, rows]) => ({
      operation,
      calls: sum(rows, "calls"),
      errors: sum(rows, "errors"),
    }));
    expect(operations).toHaveLength(expected.length);
    expect(operations).toEqual(expect.arrayContaining(expected));
    const numbers = operations.map((one) => one.calls);
    expect(numbers).toEqual(numbers.toSorted((one, other) => other - one));
  });

  test("of a version that nobody called are empty, not absent", async () => {
    expect(await versionTotals(USAGE, "V8", PERIOD)).toEqual({
      calls: 0,
      errors: 0,
      fallbacks: 0,
      defaulted: 0,
      ways: [],
      days: [],
      operations: [],
    });
  });
});

describe("a version's callers", () => {
  async function all(limit: number): Promise<CallerUsage[][]> {
    const pages: CallerUsage[][] = [];
    let after: CallerPlace | null = null;
    do {
      const page = await versionCallers(USAGE, "V7", PERIOD, after, limit);
      pages.push([...page.callers]);
      after = page.next;
    } while (after !== null && pages.length < 200);
    return pages;
  }

  const expected = [...Map.groupBy(IN_PERIOD, ({ account, key }) => JSON.stringify([account, key])).values()];

  test.each([1, 7, 30, 250])("come in pages of %i, each caller once, in order, with all it did", async (limit) => {
    const pages = await all(limit);
    expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
    expect(pages.length).toBe(Math.ceil(expected.length / limit));
    const callers = pages.flat();
    const names = callers.map(({ account, key }) => `${account} ${key}`);
    expect(names).toEqual([...new Set(names)].sort());
    expect(names.length).toBe(expected.length);
    for (const rows of expected) {
      const caller = callers.find(({ account, key }) => account === rows[0]?.account && key === rows[0]?.key);
      expect(caller).toMatchObject({
        calls: sum(rows, "calls"),
        errors: sum(rows, "errors"),
        fallbacks: sum(rows, "fallbacks"),
        firstSeen: Math.min(...rows.map(({ first }) => first)),
        lastSeen: Math.max(...rows.map(({ last }) => last)),
      });
      expect(caller?.operations.map(({ operation }) => operation).sort()).toEqual(
        [...new Set(rows.map(({ operation }) => operation))].sort(),
      );
      expect(caller?.operations.reduce((calls, one) => calls + one.calls, 0)).toBe(caller?.calls);
      expect(caller?.ways.reduce((calls, one) => calls + one.calls, 0)).toBe(caller?.calls);
    }
  });

  test("have a next page also where one object alone fills this one", async () => {
    const object = objectOf("V9", "main");
    const rows = ["1", "2", "3"].map((key) => row({ key }));
    await USAGE.getByName(object).add([batch(rows, { object })], 400);
    const first = await versionCallers(USAGE, "V9", PERIOD, null, 2);
    expect(first.callers.map(({ key }) => key)).toEqual(["1", "2"]);
    expect(first.next).toEqual({ account: "main", key: "2" });
    const second = await versionCallers(USAGE, "V9", PERIOD, first.next, 2);
    expect(second.callers.map(({ key }) => key)).toEqual(["3"]);
    expect(second.next).toBeNull();
  });

  test("begin with those that have no key", async () => {
    const { callers } = await versionCallers(USAGE, "V7", { from: TODAY - 2, to: TODAY - 2 }, null, 1);
    expect(callers).toMatchObject([{ account: "", key: "" }]);
  });
});

test("an account sees its own days and operations of each version, and nobody else's", async () => {
  const mine = IN_PERIOD.filter(({ account }) => account === "account-7");
  expect(new Set(mine.map(({ day }) => day)).size).toBe(2);
  const own = await accountUsage(USAGE, "account-7", ["V7", "V8"], PERIOD);
  const wire = usageWire(PERIOD, own);
  expect(wire).toMatchObject({
    from: dateOf(PERIOD.from),
    to: dateOf(PERIOD.to),
    versions: [
      {
        version: "V7",
        calls: sum(mine, "calls"),
        errors: sum(mine, "errors"),
        last_seen: new Date(Math.max(...mine.map(({ last }) => last))).toISOString(),
      },
    ],
  });
  const [version] = wire.versions;
  expect(version?.days).toEqual(
    [...Map.groupBy(mine, ({ day }) => day)].map(([day, rows]) => ({
      day: dateOf(day),
      calls: sum(rows, "calls"),
      errors: sum(rows, "errors"),
    })),
  );
  for (const { operation, calls, errors, last_seen } of version?.operations ?? []) {
    const rows = mine.filter((one) => one.operation === operation);
    expect({ calls, errors, last_seen }).toEqual({
      calls: sum(rows, "calls"),
      errors: sum(rows, "errors"),
      last_seen: new Date(Math.max(...rows.map(({ last }) => last))).toISOString(),
    });
  }
  expect(version?.operations.reduce((calls, one) => calls + one.calls, 0)).toBe(version?.calls);
});
