/** Whoever judges the limiter is judged by hand. */
import { describe, expect, test } from "vitest";
import { excess, Ideal } from "./oracle.ts";
import { burstPolicy, windowPolicy } from "./scenarios.ts";

const at = (...times: number[]) => times.map((time) => ({ time, cost: 1 }));

describe("a window of 2 per second", () => {
  const policy = windowPolicy("w", 2, 1);

  test.each([
    { name: "two at once are kept", admissions: at(0, 0), over: 0 },
    { name: "three at once are one too many", admissions: at(0, 0, 0), over: 1 },
    { name: "one that is exactly a window old is out", admissions: at(0, 0, 1_000, 1_000), over: 0 },
    { name: "one that is a millisecond younger is in", admissions: at(0, 0, 999), over: 1 },
    { name: "windows of all positions count", admissions: at(0, 900, 1_100, 1_200), over: 1 },
    { name: "the order of the log has no say", admissions: at(999, 0, 0), over: 1 },
    { name: "a dear request counts as many", admissions: [{ time: 0, cost: 5 }], over: 3 },
  ])("$name", ({ admissions, over }) => expect(excess(policy, admissions)).toBe(over));
});

describe("a bucket of 2, filled at 1 per second", () => {
  const policy = burstPolicy("b", 1, 2);

  test.each([
    { name: "a full bucket is kept", admissions: at(0, 0), over: 0 },
    { name: "one more than that is too many", admissions: at(0, 0, 0), over: 1 },
    { name: "what has come in since is kept", admissions: at(0, 0, 1_000, 2_000), over: 0 },
    { name: "it never holds more than its burst", admissions: at(0, 60_000, 60_000, 60_000), over: 1 },
    { name: "half a token is none", admissions: at(0, 0, 500), over: 0.5 },
  ])("$name", ({ admissions, over }) => expect(excess(policy, admissions)).toBe(over));
});

test("the ideal limiter admits up to the limit of every policy, and then nothing", () => {
  const ideal = new Ideal([windowPolicy("w", 3, 10), burstPolicy("b", 1, 2)]);
  const admitted = [0, 0, 0, 1_000, 2_000, 10_000].map((time) => ideal.admits(time, 1));
  expect(admitted).toEqual([true, true, false, true, false, true]);
});
