import { expect, test } from "vitest";
import { endOfOverlap, expiryOfNext, forgettable, isLive } from "./lifetime.ts";

test.each([
  ["without an end", null, 5, true],
  ["before its last instant", 6, 5, true],
  ["at it", 5, 5, false],
  ["after it", 4, 5, false],
])("a key %s", (_name, expiresMs, now, live) => {
  expect(isLive({ expiresMs }, now)).toBe(live);
});

test.each([
  ["without an end: after the overlap", null, 100, 130],
  ["that ends later: after the overlap", 200, 100, 130],
  ["that ends sooner: when it would have", 110, 100, 110],
  ["that has ended: no new life", 90, 100, 90],
])("a key %s", (_name, expiresMs, now, end) => {
  expect(endOfOverlap({ createdMs: 0, expiresMs }, now, 30)).toBe(end);
});

test("the next key lives as long as the old one was made for", () => {
  expect(expiryOfNext({ createdMs: 100, expiresMs: 150 }, 140)).toBe(190);
  expect(expiryOfNext({ createdMs: 100, expiresMs: null }, 140)).toBeNull();
});

test("of the expired keys only those that expired last are remembered; live ones are not touched", () => {
  const keys = [5, 9, null, 1, 7, 50].map((expiresMs) => ({ expiresMs }));
  expect(forgettable(keys, 10, 2)).toEqual([{ expiresMs: 5 }, { expiresMs: 1 }]);
  expect(forgettable(keys, 10, 4)).toEqual([]);
});
