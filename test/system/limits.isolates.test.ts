/**
 * Two routers that share one limiter: two isolates, as the platform runs them. Together they admit what one would,
 * however they are asked, and a token that one has spent is not the other's.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTable, type Table } from "./table.ts";

const WINDOW = 60;
const LIMIT = 600;

let table: Table;
let started: number;

beforeAll(async () => {
  table = await startTable(
    {
      LIMIT_POLICIES: { v2: { limit: LIMIT, window: WINDOW }, v3: { limit: 40, window: 30 } },
    },
    ["V2", "V3"],
    [],
    { routers: 2 },
  );
  started = Date.now();
});
afterAll(() => table.close());

async function crowd(path: string, requests: number, lanes: number): Promise<number> {
  let admitted = 0;
  let left = requests;
  const lane = async (number: number) => {
    for (; left > 0;) {
      left -= 1;
      const answer = await table.fetch(path, { router: number % 2 });
      await answer.body?.cancel();
      if (answer.status === 200) admitted += 1;
      else expect(answer.status).toBe(429);
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)));
  return admitted;
}

test("without leases: to the token", async () => {
  expect(await crowd("/api/v3/users", 100, 8)).toBe(40);
});

test("with leases: never more than the limit in a window, and nearly all of it", async () => {
  const admitted = await crowd("/api/v2/users", 1_200, 8);
  // All of it happened within one window: this is the strict bound, not a rate.
  expect(Date.now() - started).toBeLessThan(WINDOW * 1000);
  expect(admitted).toBeLessThanOrEqual(LIMIT);
  // What leases had left when the other router was refused is all that may be missing.
  expect(admitted).toBeGreaterThanOrEqual(LIMIT * 0.9);
});

test("both routers say the same of what is left", async () => {
  const left = await Promise.all(
    [0, 1].map(async (router) => {
      const answer = await table.fetch("/api/v2/users", { router });
      return /r=(\d+)/.exec(answer.headers.get("RateLimit") ?? "")?.[1];
    }),
  );
  for (const one of left) expect(Number(one)).toBeLessThanOrEqual(LIMIT * 0.1);
});
