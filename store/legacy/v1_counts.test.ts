import { expect, test } from "vitest";
import { Counts } from "./v1_counts.ts";

const MINUTE = 60_000;

/** Counts upwards, so that each answer says which counting it is of. */
function counting(): () => number {
  let times = 0;
  return () => (times += 1);
}

test("the first page counts anew, later ones take what it counted", () => {
  const counts = new Counts();
  const count = counting();
  const pages = [1, 2, 3, 1, 2].map((page) => counts.of("query", page, 0, count));
  expect(pages).toEqual([1, 1, 1, 2, 2]);
});

test("what was counted is good for five minutes", () => {
  const counts = new Counts();
  const count = counting();
  const at = [0, 5 * MINUTE - 1, 5 * MINUTE, 5 * MINUTE + 1].map((now) => counts.of("query", 2, now, count));
  expect(at).toEqual([1, 1, 2, 2]);
});

test("queries are counted apart, and the oldest of more than a hundred is forgotten", () => {
  const counts = new Counts();
  const count = counting();
  for (let query = 0; query <= 100; query += 1) counts.of(`query ${query}`, 1, 0, count);
  expect(counts.of("query 1", 2, 0, count)).toBe(2);
  expect(counts.of("query 100", 2, 0, count)).toBe(101);
  expect(counts.of("query 0", 2, 0, count)).toBe(102);
});
