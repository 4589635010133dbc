import { describe, expect, test } from "vitest";
import { dateOf, dayOf, dayOfDate } from "./day.ts";
import { NOON } from "./fixture.ts";
import { readPeriod } from "./period.ts";

describe("a day", () => {
  test.each([
    ["1970-01-01", 0],
    ["2026-11-20", 20_777],
    ["2028-02-29", 21_243],
  ])("%s is day %i, and back", (date, day) => {
    expect(dayOfDate(date)).toBe(day);
    expect(dateOf(day)).toBe(date);
  });

  test("begins and ends at midnight UTC", () => {
    const midnight = Date.UTC(2026, 10, 20);
    expect([midnight - 1, midnight, midnight + 86_399_999].map(dayOf)).toEqual([20_776, 20_777, 20_777]);
  });

  test.each(["", "2026-11-31", "2027-02-29", "2026-13-01", "2026-11-20T00:00:00Z", "20.11.2026", "2026-1-1", "x"])(
    "%j is none",
    (text) => {
      expect(dayOfDate(text)).toBeNull();
    },
  );
});

test.each<[string, string | null, string | null, object]>([
  ["nothing", null, null, { ok: true, period: { from: 20_748, to: 20_777 } }],
  ["a last day", null, "2026-10-01", { ok: true, period: { from: 20_698, to: 20_727 } }],
  ["a first day", "2026-11-20", null, { ok: true, period: { from: 20_777, to: 20_777 } }],
  ["both", "2026-11-01", "2026-11-02", { ok: true, period: { from: 20_758, to: 20_759 } }],
  ["the wrong way round", "2026-11-02", "2026-11-01", { ok: false, field: "from" }],
  ["a first day in the future", "2026-11-21", null, { ok: false, field: "from" }],
  ["no date first", "yesterday", null, { ok: false, field: "from" }],
  ["no date last", "2026-11-01", "2026-11-31", { ok: false, field: "to" }],
])("with %s given", (_name, from, to, read) => {
  expect(readPeriod(from, to, NOON)).toMatchObject(read);
});
