import { afterEach, describe, expect, test, vi } from "vitest";
import { FOLD_ROWS, OPERATION_LENGTH } from "./bounds.ts";
import { Counter, type Entry, type Row } from "./counter.ts";
import { DAY_MS, dayOf } from "./day.ts";
import { entry, NOON } from "./fixture.ts";
import { objectOf } from "./place.ts";

afterEach(() => void vi.restoreAllMocks());

function rowsOf(counter: Counter): Row[] {
  return counter.take().flatMap(({ rows }) => [...rows]);
}

test("calls, errors and fallbacks of one entry add up, and its first and last calls are kept in any order", () => {
  const counter = new Counter();
  counter.count(NOON, entry());
  counter.count(NOON + 5, entry({ failed: true }));
  counter.count(NOON - 5, entry({ fallback: true }));
  expect(rowsOf(counter)).toMatchObject([
    { calls: 3, errors: 1, fallbacks: 1, first: NOON - 5, last: NOON + 5, day: dayOf(NOON) },
  ]);
});

test.each<[string, Partial<Entry>]>([
  ["version", { version: "V8" }],
  ["account", { account: "other" }],
  ["key", { key: "key-2" }],
  ["way of selection", { by: "default" }],
  ["operation", { operation: "POST /contacts" }],
])("another %s is another row, and the first is found again after it", (_name, over) => {
  const counter = new Counter();
  for (const one of [entry(), entry(over), entry(), entry(over), entry(over)]) counter.count(NOON, one);
  expect(rowsOf(counter).map(({ calls }) => calls)).toEqual([2, 3]);
});

test("the same entry on two days is two rows", () => {
  const counter = new Counter();
  counter.count(NOON, entry());
  counter.count(NOON + DAY_MS, entry());
  expect(rowsOf(counter).map(({ day, calls }) => [day - dayOf(NOON), calls])).toEqual([
    [0, 1],
    [1, 1],
  ]);
});

test("a call that arrived before midnight and is answered after it counts for its own day", () => {
  const counter = new Counter();
  for (const now of [NOON, NOON + DAY_MS, NOON, NOON + DAY_MS]) counter.count(now, entry());
  const sums = new Map<number, number>();
  for (const { day, calls } of rowsOf(counter)) sums.set(day, (sums.get(day) ?? 0) + calls);
  expect([...sums.values()]).toEqual([2, 2]);
});

test("what is taken is gone, and is grouped by the object that it is for", () => {
  const counter = new Counter();
  for (let index = 0; index < 100; index += 1) counter.count(NOON, entry({ account: `account-${index}` }));
  expect(counter.size).toBe(100);
  const batches = counter.take();
  expect(counter.size).toBe(0);
  expect(counter.take()).toEqual([]);
  expect(new Set(batches.map(({ object }) => object)).size).toBe(batches.length);
  for (const { object, rows } of batches) {
    for (const { version, account } of rows) expect(objectOf(version, account)).toBe(object);
  }
  counter.count(NOON, entry());
  expect(rowsOf(counter)).toMatchObject([{ calls: 1 }]);
});

describe("bounds", () => {
  test("an operation that is too long has no name of its own", () => {
    const counter = new Counter();
    counter.count(NOON, entry({ operation: "x".repeat(OPERATION_LENGTH) }));
    counter.count(NOON, entry({ operation: "y".repeat(OPERATION_LENGTH + 1) }));
    counter.count(NOON, entry({ operation: "z".repeat(OPERATION_LENGTH + 1) }));
    expect(rowsOf(counter).map(({ operation, calls }) => [operation.length, calls])).toEqual([
      [OPERATION_LENGTH, 1],
      [5, 2],
    ]);
  });

  test("a counter that nobody empties folds new operations into one, and loses no call", () => {
    const counter = new Counter();
    const calls = FOLD_ROWS + 500;
    for (let index = 0; index < calls; index += 1) counter.count(NOON, entry({ operation: `GET /${index}` }));
    counter.count(NOON, entry({ operation: "GET /0" }));
    expect(counter.size).toBe(FOLD_ROWS + 1);
    const rows = rowsOf(counter);
    expect(rows.find(({ operation }) => operation === "other")?.calls).toBe(500);
    expect(rows.find(({ operation }) => operation === "GET /0")?.calls).toBe(2);
    expect(rows.reduce((sum, row) => sum + row.calls, 0)).toBe(calls + 1);
  });
});

test("an entry that is there costs five look-ups at most, none when it is the last one's, and no new entry", () => {
  const counter = new Counter();
  const one = entry();
  const other = entry({ account: "other" });
  counter.count(NOON, one);
  counter.count(NOON, other);
  const get = vi.spyOn(Map.prototype, "get");
  const set = vi.spyOn(Map.prototype, "set");
  counter.count(NOON, other);
  expect(get).toHaveBeenCalledTimes(0);
  counter.count(NOON, one);
  const lookups = get.mock.calls.length;
  const made = set.mock.calls.length;
  vi.restoreAllMocks();
  expect({ lookups, made }).toEqual({ lookups: 5, made: 0 });
});
