/** kill -9 of the runtime under concurrent writes: it comes back by itself, and every acknowledged write is there. */
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Bench } from "./fixture.ts";
import { call, operate } from "./milepost.ts";
import { runtimesBelow } from "./processes.ts";

const KILLS = 3;
const WRITERS = 4;

let bench: Bench;

beforeAll(async () => {
  bench = await Bench.create();
  await bench.startDeployed();
});

afterAll(() => bench.remove());

test("every acknowledged write is there after kills, and after a restart of the edge", async () => {
  const acknowledged: string[] = [];
  let running = true;
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    for (let number = 0; running; number += 1) {
      const urn = `tel:+25078${writer}${String(number).padStart(6, "0")}`;
      const body = JSON.stringify({ name: `Written ${writer}/${number}`, urns: [urn] });
      // Under way when the runtime dies: 502, or cut. Not acknowledged, so nothing is expected of it.
      const response = await call(bench, "/api/v2/contacts.json", { method: "POST", body }).catch(() => null);
      if (response?.status === 201) acknowledged.push(urn);
      // Its status is the acknowledgement; the rest may still be cut off by the kill.
      await response?.arrayBuffer().catch(() => null);
    }
  });
  for (let kill = 0; kill < KILLS; kill += 1) {
    const before = acknowledged.length;
    await until(() => acknowledged.length >= before + 20);
    const [runtime] = runtimesBelow(process.pid);
    expect(runtime).toBeDefined();
    process.kill(runtime ?? 0, "SIGKILL");
    const died = performance.now();
    const after = acknowledged.length;
    await until(() => acknowledged.length > after);
    expect(performance.now() - died).toBeLessThan(5_000);
  }
  running = false;
  await Promise.all(writers);
  await expectAll(acknowledged);
  await bench.stop();
  await bench.start({ main: "milepost" });
  await expectAll(acknowledged);
});

test("a limit survives kills: what was granted is not granted again", async () => {
  await operate(bench, "PUT", "accounts/other/limits/v2", { limit: 5, window: 50 });
  const other = { Authorization: `Token ${"b".repeat(40)}` };
  const ask = async () => {
    const answer = await fetch(new URL("/api/v2/groups.json", bench.edge.url), { headers: other });
    await answer.arrayBuffer();
    return answer.status;
  };
  const begun = Date.now();
  const answers = [await ask(), await ask(), await ask()];
  for (let kill = 0; kill < 2; kill += 1) {
    await until(() => runtimesBelow(process.pid).length > 0);
    for (const runtime of runtimesBelow(process.pid)) process.kill(runtime, "SIGKILL");
    answers.push(await ask());
  }
  for (let round = 0; round < 6; round += 1) answers.push(await ask());
  expect(Date.now() - begun).toBeLessThan(50_000);
  // A request that dies with the runtime is a 502, and may have taken its token.
  const granted = answers.filter((status) => status === 200 || status === 502).length;
  expect([granted, answers.at(-1)]).toEqual([expect.any(Number), 429]);
  expect(answers.filter((status) => status === 200).length).toBeLessThanOrEqual(5);
  expect(granted).toBeGreaterThanOrEqual(5);
});

async function expectAll(urns: readonly string[]): Promise<void> {
  const found = await Promise.all(
    urns.map(async (urn) => {
      const response = await call(bench, `/api/v2/contacts.json?urn=${encodeURIComponent(urn)}`);
      const { results } = (await response.json()) as { results: unknown[] };
      return results.length;
    }),
  );
  expect(found.filter((count) => count !== 1)).toEqual([]);
}

async function until(reached: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!reached()) {
    if (performance.now() > deadline) throw new Error("It did not come to that within 20 s.");
    await pause(10);
  }
}
