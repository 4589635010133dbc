import { describe, expect, test } from "vitest";
import type { Caller } from "../admin/wire.ts";
import { type By, groupsOf } from "./groups.ts";
import { periodOf } from "./period.ts";

const EARLY = "2026-11-18T08:00:00.000Z";
const LATE = "2026-11-20T09:00:00.000Z";

function caller(
  account: string | null,
  key: string | null,
  ways: Readonly<Record<string, number>>,
  operations: readonly (readonly [operation: string, calls: number, errors: number, last: string])[],
): Caller {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, it) => total + it, 0);
  return {
    account,
    key,
    calls: sum(operations.map(([, calls]) => calls)),
    errors: sum(operations.map(([, , errors]) => errors)),
    first_seen: EARLY,
    last_seen:
      operations
        .map(([, , , last]) => last)
        .toSorted()
        .at(-1) ?? EARLY,
    ways: Object.entries(ways).map(([way, calls]) => ({ way, calls })),
    operations: operations.map(([operation, calls, errors, last_seen]) => ({ operation, calls, errors, last_seen })),
  };
}

const CALLERS = [
  caller("ada", "k1", { url: 6 }, [
    ["GET /contacts", 5, 1, EARLY],
    ["POST /contacts", 1, 0, LATE],
  ]),
  caller("ada", "k2", { header: 3, url: 1 }, [["GET /contacts", 4, 0, LATE]]),
  caller("bob", "k3", { default: 9 }, [["GET /org", 9, 9, EARLY]]),
  caller(null, null, { url: 1 }, [["GET /contacts", 1, 1, EARLY]]),
];

const shown = (by: By) => groupsOf(by, CALLERS);

describe("callers are put together", () => {
  test("by account and key, with ways and operations of each, most called first", () => {
    expect(shown("caller").map(({ account, key, calls }) => [account, key, calls])).toEqual([
      ["bob", "k3", 9],
      ["ada", "k1", 6],
      ["ada", "k2", 4],
      [null, null, 1],
    ]);
    expect(shown("caller")[2]).toEqual({
      account: "ada",
      key: "k2",
      calls: 4,
      share: 0.2,
      errors: 0,
      accounts: 1,
      lastSeen: LATE,
      ways: ["header", "url"],
      operations: ["GET /contacts"],
    });
  });

  test("by account: its keys are one, seen last when any of them was", () => {
    expect(shown("account")).toMatchObject([
      { account: "ada", calls: 10, errors: 1, lastSeen: LATE, ways: ["url", "header"], share: 0.5 },
      { account: "bob", calls: 9, errors: 9 },
      { account: null, calls: 1, errors: 1 },
    ]);
  });

  test("by operation, with how many accounts call each", () => {
    expect(shown("operation")).toMatchObject([
      { operation: "GET /contacts", calls: 10, errors: 2, accounts: 2, lastSeen: LATE },
      { operation: "GET /org", calls: 9, errors: 9, accounts: 1 },
      { operation: "POST /contacts", calls: 1, errors: 0, accounts: 1, lastSeen: LATE },
    ]);
  });

  test("by way, whose shares are of all calls", () => {
    expect(shown("way").map(({ way, calls, share, accounts }) => [way, calls, share, accounts])).toEqual([
      ["default", 9, 0.45, 1],
      ["url", 8, 0.4, 2],
      ["header", 3, 0.15, 1],
    ]);
  });

  test.each(["caller", "account", "operation", "way"] as const)("by %s, and lose no call", (by) => {
    expect(groupsOf(by, []), "of nobody").toEqual([]);
    expect(shown(by).reduce((sum, { calls }) => sum + calls, 0)).toBe(20);
  });
});

const NOW = Date.parse("2026-11-21T23:59:59Z");

test.each([
  ["nothing is the last thirty", {}, { from: "2026-10-23", to: "2026-11-21" }],
  ["one day is today", { days: "1" }, { from: "2026-11-21", to: "2026-11-21" }],
  ["days over the end of a year", { days: "366" }, { from: "2025-11-21", to: "2026-11-21" }],
  ["from a day on", { from: "2026-11-01" }, { from: "2026-11-01", to: "2026-11-21" }],
  ["up to a day", { to: "2026-11-01" }, { from: "2026-10-03", to: "2026-11-01" }],
  ["both ends", { from: "2026-02-28", to: "2026-03-01" }, { from: "2026-02-28", to: "2026-03-01" }],
  ["no days", { days: "0" }, null],
  ["a share of a day", { days: "1.5" }, null],
  ["more days than are ever kept", { days: "4001" }, null],
  ["two ways to say it", { days: "3", to: "2026-11-01" }, null],
  ["30 February", { from: "2026-02-30" }, null],
  ["an end before its start", { from: "2026-11-02", to: "2026-11-01" }, null],
])("days from %s", (_name, asked, period) => {
  expect(periodOf(asked, NOW)).toEqual(period);
});
