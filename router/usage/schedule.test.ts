import { expect, test } from "vitest";
import { SETTLE_MS } from "./bounds.ts";
import { DAY_MS } from "./day.ts";
import { firstKeptDay, firstOpenDay, nextWork, type Held } from "./schedule.ts";

const soon = (day: number) => day * DAY_MS + SETTLE_MS;

test.each<[string, Held, number | null]>([
  ["nothing: no alarm", { oldest: null, open: null }, null],
  ["a day that runs: after its end", { oldest: 100, open: 100 }, soon(101)],
  ["rolled up days alone: when the oldest has had its time", { oldest: 100, open: null }, soon(131)],
  ["old days and one that runs: whichever comes first", { oldest: 100, open: 125 }, soon(126)],
  ["a day past the retention before one that runs", { oldest: 90, open: 125 }, soon(121)],
])("an object with %s", (_name, held, at) => {
  expect(nextWork(held, 30)).toBe(at);
});

test("whatever time the alarm is set for, the work is there then and not a millisecond before", () => {
  const open = nextWork({ oldest: 100, open: 100 }, 30) ?? 0;
  expect(firstOpenDay(open)).toBeGreaterThan(100);
  expect(firstOpenDay(open - 1)).toBe(100);
  const old = nextWork({ oldest: 100, open: null }, 30) ?? 0;
  expect(firstKeptDay(old, 30)).toBe(101);
  expect(firstKeptDay(old - SETTLE_MS - 1, 30)).toBe(100);
});
