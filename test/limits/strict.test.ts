/**
 * The promise of the limits: never more than a policy says, in any window, whatever happens between isolates
 * and object. `LIMITS_SEEDS=2000 npx vitest run test/limits/strict.test.ts` looks further.
 */
import { afterAll, describe, expect, test } from "vitest";
import { excess } from "./oracle.ts";
import { scenarioOf } from "./scenarios.ts";
import { simulate } from "./simulation.ts";

const SEEDS = Number(process.env["LIMITS_SEEDS"] ?? 200);
const ENOUGH = 1_000_000;

describe("latency, loss, deaths, restarts and clock steps admit nothing beyond a policy", () => {
  let admitted = 0;

  test.each(Array.from({ length: SEEDS }, (_, seed) => seed))("seed %i", (seed) => {
    const run = simulate(scenarioOf(seed));
    const over = [...run.admissions.values()].filter((book) => excess(book.policy, book.admitted) > 0);
    expect(over.map(({ policy }) => policy)).toEqual([]);
    expect(run.writesOfDenials, "a denied take was written").toBe(0);
    expect(run.writes, "more writes than grants").toBeLessThanOrEqual(run.grants);
    expect(run.admitted, "nothing was admitted").toBeGreaterThan(0);
    admitted += run.admitted;
  });

  // Else the runs above would prove little: a limiter that admits nothing is strict too.
  afterAll(() => {
    if (SEEDS >= 200) expect(admitted).toBeGreaterThanOrEqual(ENOUGH);
  });
});
