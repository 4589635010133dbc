import { describe, expect, test } from "vitest";
import { nextTry } from "./backoff.ts";
import { ATTEMPTS } from "./numbers.ts";
import { Rests, restAfter } from "./rest.ts";

const SECOND = 1_000_000;

describe("tries", () => {
  test.each([
    [1, 1],
    [2, 2],
    [5, 16],
    [15, 16_384],
    [16, 21_600],
    [25, 21_600],
  ])("after %i failures the next comes in %i seconds", (failed, seconds) => {
    expect(nextTry(failed, 7, 0)).toBe(7 + seconds * SECOND);
  });

  test("never come more than a tenth later than that", () => {
    expect(nextTry(1, 0, 0.999_999)).toBeLessThanOrEqual(1.1 * SECOND);
    expect(nextTry(1, 0, 0.5)).toBe(1.05 * SECOND);
  });

  test("end, about three days after the first", () => {
    let at = 0;
    let tries = 1;
    for (let next = nextTry(1, at, 0); next !== null; next = nextTry(tries, at, 0)) {
      at = next;
      tries += 1;
    }
    expect(tries).toBe(ATTEMPTS);
    const days = at / SECOND / 86_400;
    expect(days).toBeGreaterThan(2.5);
    expect(days).toBeLessThan(3.5);
  });
});

describe("subscribers that fail", () => {
  test.each([
    [1, 0],
    [2, 0],
    [3, 1],
    [4, 2],
    [7, 16],
    [8, 30],
    [2_000, 30],
  ])("%i times in a row rest for %i seconds", (failures, seconds) => {
    expect(restAfter(failures)).toBe(seconds * SECOND);
  });

  test("are tried by one delivery at a time, from then on until it went well", () => {
    const rests = new Rests();
    rests.begins(1, 100, 10);
    expect(rests.until(1)).toBe(0);
    for (let time = 0; time < 3; time += 1) rests.tried(1, false, 10);
    rests.begins(1, 100, 2 * SECOND);
    expect(rests.until(1)).toBe(2 * SECOND + 100);
    rests.tried(1, true, 2 * SECOND + 50);
    rests.begins(1, 100, 3 * SECOND);
    expect(rests.until(1)).toBe(0);
  });

  test("rest alone, and no longer than until they answer", () => {
    const rests = new Rests();
    for (let time = 0; time < 3; time += 1) rests.tried(1, false, 10);
    expect([rests.until(1), rests.until(2)]).toEqual([10 + SECOND, 0]);
    rests.tried(1, true, 20);
    expect(rests.until(1)).toBe(0);
    rests.tried(1, false, 30);
    expect(rests.until(1), "one failure after a success is the first").toBe(30);
  });
});
