/**
 * The whole sequence of a retirement under load through the front door: callers of the other version see no error at all,
 * callers of the retired one see 200 until the switch and 410 after it, and never anything else.
 */
import { setTimeout as pause } from "node:timers/promises";
import autocannon from "autocannon";
import { afterAll, beforeAll, expect, test } from "vitest";
import { milepost } from "./operator.ts";
import { CALLER } from "./milepost.ts";
import { must, pastSunset, type Retiring, retiringProject } from "./retirement.ts";

const REQUESTS = 20_000;

let it: Retiring;

beforeAll(async () => {
  it = await retiringProject();
  await pastSunset(it);
});

afterAll(() => it.bench.remove());

test(
  `of ${REQUESTS.toLocaleString("en")} requests to v2 none fails while v1 is retired, and v1 is 200, then 410`,
  { timeout: 900_000 },
  async () => {
    const { url } = it.bench.edge;
    let answered = 0;
    const { promise: ended, resolve, reject } = Promise.withResolvers<autocannon.Result>();
    const load = autocannon(
      {
        url,
        connections: 8,
        duration: 3_600,
        headers: CALLER,
        requests: [{ path: "/api/v2/contacts.json?uuid=none" }, { path: "/api/v2/org.json" }],
      },
      (error, result) => (error === null ? resolve(result) : reject(new Error("No load.", { cause: error }))),
    );
    load.on("response", () => (answered += 1));
    const old = sequences(`${url}/api/v1/org.json`, 4);
    while (answered < 500) await pause(50);
    const begun = answered;
    await must(milepost(it, ["version", "retire", "v1", "--despite-callers", "--yes"]));
    expect(answered).toBeGreaterThan(begun);
    while (answered < REQUESTS) await pause(50);
    const seen = await old.stop();
    load.stop();
    const result = await ended;
    expect([result.errors, result.timeouts, result.non2xx, result.mismatches]).toEqual([0, 0, 0, 0]);
    expect(result["2xx"]).toBeGreaterThanOrEqual(REQUESTS);
    for (const statuses of seen) {
      const switched = statuses.indexOf(410);
      expect(switched).toBeGreaterThan(0);
      expect(new Set(statuses.slice(0, switched))).toEqual(new Set([200]));
      expect(new Set(statuses.slice(switched))).toEqual(new Set([410]));
    }
  },
);

/** Requests one after the other on so many lanes until stopped; each lane's statuses in their order, 0 for no answer. */
function sequences(url: string, lanes: number) {
  let running = true;
  const seen = Array.from({ length: lanes }, async () => {
    const statuses: number[] = [];
    while (running) {
      const status = await fetch(url, { headers: CALLER }).then(
        async (response) => (await response.arrayBuffer(), response.status),
        () => 0,
      );
      statuses.push(status);
      // The load is the others'.
      await pause(20);
    }
    return statuses;
  });
  return {
    async stop(): Promise<readonly (readonly number[])[]> {
      running = false;
      return Promise.all(seen);
    },
  };
}
