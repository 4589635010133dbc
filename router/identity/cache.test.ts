import { expect, test } from "vitest";
import { LookupCache } from "./cache.ts";

const LIMITS = { entries: 3, foundMs: 60_000, missedMs: 5_000 };

test("found and not found are kept, each for its own time", () => {
  const cache = new LookupCache<string>(LIMITS);
  cache.put("a", "account", 1_000);
  cache.put("b", null, 1_000);
  expect(cache.get("a")).toEqual({ value: "account", until: 61_000 });
  expect(cache.get("b")).toEqual({ value: null, until: 6_000 });
  expect(cache.get("c")).toBeUndefined();
});

test("a flood of distinct keys never grows it, and pushes out the oldest first", () => {
  const cache = new LookupCache<number>(LIMITS);
  for (let index = 0; index < 10_000; index++) cache.put(`key ${index}`, index, 0);
  expect(cache.size).toBe(3);
  expect([9_997, 9_998, 9_999].map((index) => cache.get(`key ${index}`)?.value)).toEqual([9_997, 9_998, 9_999]);
});

test("what is forgotten is looked up again", () => {
  const cache = new LookupCache<string>(LIMITS);
  cache.put("a", null, 0);
  cache.clear();
  expect(cache.get("a")).toBeUndefined();
});

test("putting a name again renews it", () => {
  const cache = new LookupCache<number>(LIMITS);
  for (const name of ["a", "b", "c"]) cache.put(name, 1, 0);
  cache.put("a", 2, 10);
  cache.put("d", 1, 10);
  expect(cache.get("b")).toBeUndefined();
  expect(cache.get("a")).toEqual({ value: 2, until: 60_010 });
});
