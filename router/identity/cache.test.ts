import { expect, test } from "vitest";
import { LookupCache } from "./cache.ts";

const LIMITS = { found: 3, missed: 2, foundMs: 60_000, missedMs: 5_000, staleMs: 3_600_000 };

test("found and not found are kept, each for its own time", () => {
  const cache = new LookupCache<string>(LIMITS);
  cache.put("a", "account", 1_000);
  cache.put("b", null, 1_000);
  expect(cache.get("a")).toEqual({ value: "account", until: 61_000 });
  expect(cache.get("b")).toEqual({ value: null, until: 6_000 });
  expect(cache.get("c")).toBeUndefined();
});

test("a flood of distinct keys that are found never grows it, and pushes out the oldest first", () => {
  const cache = new LookupCache<number>(LIMITS);
  for (let index = 0; index < 100_000; index++) cache.put(`key ${index}`, index, 0);
  expect(cache.size).toBe(3);
  expect([99_997, 99_998, 99_999].map((index) => cache.get(`key ${index}`)?.value)).toEqual([99_997, 99_998, 99_999]);
});

test("a flood of distinct wrong keys never grows it, and pushes out nothing that was found", () => {
  const cache = new LookupCache<number>({ ...LIMITS, found: 9_000, missed: 1_000 });
  for (let index = 0; index < 9_000; index++) cache.put(`key ${index}`, index, 0);
  let largest = 0;
  for (let index = 0; index < 100_000; index++) {
    cache.put(`wrong ${index}`, null, 0);
    largest = Math.max(largest, cache.size);
  }
  expect(largest).toBe(10_000);
  for (let index = 0; index < 9_000; index++) expect(cache.get(`key ${index}`)?.value).toBe(index);
  expect(cache.get("wrong 98999")).toBeUndefined();
  expect(cache.get("wrong 99000")).toBeDefined();
});

test("a key is found or not, never both: the last lookup stands", () => {
  const cache = new LookupCache<string>(LIMITS);
  cache.put("a", "account", 0);
  cache.put("a", null, 10);
  expect(cache.get("a")).toEqual({ value: null, until: 5_010 });
  expect([cache.has("a"), cache.stale("a", 10), cache.size]).toEqual([false, null, 1]);
  cache.put("a", "again", 20);
  expect(cache.get("a")).toEqual({ value: "again", until: 60_020 });
  expect([cache.has("a"), cache.size]).toEqual([true, 1]);
});

test("what was found serves stale for its bounded time, and not an instant longer", () => {
  const cache = new LookupCache<string>(LIMITS);
  cache.put("a", "account", 0);
  cache.put("b", null, 0);
  expect(cache.stale("a", 60_000 + 3_600_000 - 1)).toBe("account");
  expect(cache.stale("a", 60_000 + 3_600_000)).toBeNull();
  expect(cache.stale("b", 0)).toBeNull();
  expect(cache.stale("c", 0)).toBeNull();
  expect(cache.has("a")).toBe(true);
});

test("what is forgotten is looked up again", () => {
  const cache = new LookupCache<string>(LIMITS);
  cache.put("a", null, 0);
  cache.put("b", "account", 0);
  cache.clear();
  expect([cache.get("a"), cache.get("b"), cache.size]).toEqual([undefined, undefined, 0]);
});

test("putting a name again renews it", () => {
  const cache = new LookupCache<number>(LIMITS);
  for (const name of ["a", "b", "c"]) cache.put(name, 1, 0);
  cache.put("a", 2, 10);
  cache.put("d", 1, 10);
  expect(cache.get("b")).toBeUndefined();
  expect(cache.get("a")).toEqual({ value: 2, until: 60_010 });
});
