import { describe, expect, test } from "vitest";
import * as fc from "fast-check";
import { fill, fillingTime, roomAbove, wholeTokens } from "./gcra.ts";
import type { BurstPolicy } from "./policy.ts";

const burst = (rate: number, burst: number): BurstPolicy => ({
  kind: "burst",
  name: "b",
  mode: "enforce",
  atRisk: 0.1,
  onFailure: null,
  rate,
  burst,
});
/** 10 per second; leases of half a second leave 5 of the burst of 10. */
const POLICY = burst(10, 10);

describe("a bucket", () => {
  test("fills at its rate up to what leases leave of the burst", () => {
    const bucket = { level: 0, at: 0 };
    fill(bucket, POLICY, 250);
    expect(wholeTokens(bucket)).toBe(2);
    fill(bucket, POLICY, 60_000);
    expect(wholeTokens(bucket)).toBe(5);
    expect(roomAbove(bucket, POLICY)).toBe(0);
  });

  test("says to the millisecond when tokens are there", () => {
    const bucket = { level: 0.25, at: 0 };
    expect(fillingTime(bucket, POLICY, 0)).toBe(0);
    expect(fillingTime(bucket, POLICY, 1)).toBe(75);
    expect(fillingTime({ level: -3, at: 0 }, POLICY, 1)).toBe(400);
    expect(fillingTime(bucket, POLICY, Infinity)).toBe(475);
  });

  test("keeps what it said, whatever fractions add up to", () => {
    const numbers = fc.record({
      rate: fc.integer({ min: 1, max: 999 }),
      level: fc.float({ min: -20, max: 1, noNaN: true }),
      count: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(numbers, ({ rate, level, count }) => {
        const policy = burst(rate, 2 * rate + 40);
        const bucket = { level, at: 1_700_000_000_000 };
        const wait = fillingTime(bucket, policy, count);
        fill(bucket, policy, bucket.at + wait);
        expect(wholeTokens(bucket)).toBeGreaterThanOrEqual(count);
      }),
    );
  });

  test("lets no token slip by rounding: a million thirds are 333,333", () => {
    const policy = burst(1 / 3, 1);
    const bucket = { level: 0, at: 0 };
    let taken = 0;
    for (let second = 1; second <= 1_000_000; second++) {
      fill(bucket, policy, second * 1_000);
      const tokens = wholeTokens(bucket);
      bucket.level -= tokens;
      taken += tokens;
    }
    expect(taken).toBe(333_333);
  });
});
