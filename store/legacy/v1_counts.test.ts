import { expect, test } from "vitest";
import { Counts } from "./v1_counts.ts";

const MINUTE = 60_000;

/** Counts upwards, so that each answer says which counting it is of. */
function counting(counts: Counts): (key: string, page: number, now: number) => number {
  let times = 0;
  return (key, page, now) => {
    const known = counts.recall(key, page, now);
    if (known !== undefined) return known;
    times += 1;
    counts.remember(key, times, now);
    return times;
  };
}

test("the first page counts anew, later ones take what it counted", () => {
  const count = counting(new Counts());
  const pages = [1, 2, 3, 1, 2].map((page) => count("query", page, 0));
  expect(pages).toEqual([1, 1, 1, 2, 2]);
});

test("what was counted is good for five minutes", () => {
  const count = counting(new Counts());
  const at = [0, 5 * MINUTE - 1, 5 * MINUTE, 5 * MINUTE + 1].map((now) => count("query", 2, now));
  expect(at).toEqual([1, 1, 2, 2]);
});

test("queries are counted apart, and the oldest of more than a hundred is forgotten", () => {
  const count = counting(new Counts());
  for (let query = 0; query <= 100; query += 1) count(`query ${query}`, 1, 0);
  expect(count("query 1", 2, 0)).toBe(2);
  expect(count("query 100", 2, 0)).toBe(101);
  expect(count("query 0", 2, 0)).toBe(102);
});
