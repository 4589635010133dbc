/** Flushes into real objects: nothing lost and nothing twice, whatever comes at once and whatever goes astray. */
import { env } from "cloudflare:workers";
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import { FLUSH_AFTER_MS } from "./bounds.ts";
import { dayOf } from "./day.ts";
import { entry } from "./fixture.ts";
import { counted, Flusher, type Numbered, type Objects, type UsageNamespace } from "./flush.ts";
import { accountUsage, versionTotals } from "./queries.ts";

const { USAGE } = env as unknown as { USAGE: UsageNamespace };
const TODAY = dayOf(Date.now());
const ALWAYS = { from: TODAY - 1, to: TODAY + 1 };

afterEach(() => void vi.restoreAllMocks());

/** An isolate whose flushes follow at once, over an own way to the objects. */
function isolate(objects: Objects) {
  const flusher = new Flusher((ms) => scheduler.wait(ms === FLUSH_AFTER_MS ? 0 : ms));
  const tasks: Promise<unknown>[] = [];
  return {
    count: (version: string, account: string, operation: string) =>
      flusher.counted(
        { waitUntil: (task: Promise<unknown>) => void tasks.push(task) },
        objects,
        entry({ version, account, operation }),
        Date.now(),
        400,
      ),
    done: () => Promise.all(tasks),
  };
}

test("eight isolates that flush at the same time lose no call and count none twice", async () => {
  const isolates = Array.from({ length: 8 }, () => isolate(USAGE));
  for (let round = 0; round < 5; round += 1) {
    for (const it of isolates) {
      for (let call = 0; call < 100; call += 1) it.count("MANY_V7", `account-${call % 37}`, `GET /${call % 3}`);
    }
    await Promise.all(isolates.map((it) => it.done()));
  }
  const totals = await versionTotals(USAGE, "MANY_V7", ALWAYS);
  expect(totals.calls).toBe(8 * 5 * 100);
  expect(totals.days[0]?.accounts).toBe(37);
  const [own] = await accountUsage(USAGE, "account-1", ["MANY_V7"], ALWAYS);
  // Calls 1, 38 and 75 of each hundred.
  expect(own?.operations.reduce((sum, { calls }) => sum + calls, 0)).toBe(8 * 5 * 3);
});

test("batches whose answer is lost, that arrive twice or not at all, are counted once", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  let fate = 0;
  let calm = false;
  const astray: Objects = {
    getByName: (name) => ({
      async add(batches: readonly Numbered[], retentionDays: number): Promise<true> {
        fate += 1;
        const way = calm ? 4 : fate % 5;
        if (way === 0) throw new Error("It never got there.");
        await USAGE.getByName(name).add(batches, retentionDays);
        if (way === 1) throw new Error("Its answer never came back.");
        if (way === 2) await USAGE.getByName(name).add(batches, retentionDays);
        return true;
      },
    }),
  };
  const it = isolate(astray);
  const rounds = 20;
  for (let round = 0; round <= rounds; round += 1) {
    calm = round === rounds;
    for (let call = 0; call < 50; call += 1) it.count("ASTRAY_V7", `account-${call}`, "GET /");
    await it.done();
  }
  // Sixteen objects each round, and what failed a second time.
  expect(fate).toBeGreaterThan(rounds * 16 * 1.2);
  expect((await versionTotals(USAGE, "ASTRAY_V7", ALWAYS)).calls).toBe((rounds + 1) * 50);
});

test("a call that is counted is in its object within ten seconds, by the isolate's own clock", async () => {
  const ctx = createExecutionContext();
  const began = Date.now();
  counted(ctx, USAGE, entry({ version: "REAL_V7" }), began, 400);
  counted(ctx, USAGE, entry({ version: "REAL_V7" }), began, 400);
  expect((await versionTotals(USAGE, "REAL_V7", ALWAYS)).calls).toBe(0);
  await waitOnExecutionContext(ctx);
  expect(Date.now() - began).toBeLessThan(10_000);
  expect((await versionTotals(USAGE, "REAL_V7", ALWAYS)).calls).toBe(2);
});
