/**
 * A retirement and a restoration that break after every one of their steps: the same command, started again, looks what is
 * done and goes on. Most runs are killed hard, so that nothing is cleaned up behind them; one is interrupted as by Ctrl-C.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { remove } from "../../cli/platform/worker.ts";
import { PUBLIC, says } from "./fixture.ts";
import { milepost } from "./operator.ts";
import {
  endedAfter,
  isThere,
  must,
  pastSunset,
  type Retiring,
  retiringProject,
  statusOf,
  workerThere,
} from "./retirement.ts";

const RETIRE = ["version", "retire", "v1", "--despite-callers", "--yes", "--because", "the story of a bad evening"];
const RESTORE = ["version", "restore", "v1", "--yes"];
const V1 = "/api/v1/org.json";

let it: Retiring;

beforeAll(async () => {
  it = await retiringProject();
  await pastSunset(it);
});

afterAll(() => it.bench.remove());

/** v2 never notices; v1 is either still there or properly gone. */
async function expectWhole(v1: readonly number[]): Promise<void> {
  expect(await statusOf(it, "/api/v2/contacts.json")).toBe(200);
  expect(v1).toContain(await statusOf(it, V1));
}

/** A run may get further than the line that ends it: what was not done then is done by the next one. */
const EITHER = [200, 410];

async function killedAfter(args: readonly string[], step: string, v1: readonly number[]): Promise<void> {
  const { output, status } = await endedAfter(it, args, new RegExp(`(Done|Was done already): ${step}`), "SIGKILL");
  expect(output).toContain(`: ${step}`);
  expect(status).toBe(null);
  await expectWhole(v1);
}

test.each([
  ["Keep the last build", EITHER],
  ["Record who retires", EITHER],
  ["Write into", EITHER],
  ["Deploy the router", [410]],
  ["Wait until all traffic", [410]],
])("killed after '%s'", (step, v1) => killedAfter(RETIRE, step, v1));

test("whoever binds the worker in between keeps it from being deleted, in CI without a terminal too", async () => {
  await it.bench.deployed("report", says("x"), `${PUBLIC}[[services]]\nbinding = "OLD"\nservice = "milepost-v1"\n`);
  const { status, stdout, stderr } = await milepost(it, RETIRE, { CI: "1" });
  expect(stdout + stderr).toContain("report (service OLD) refers to the worker 'milepost-v1'");
  expect(status).toBe(3);
  // However late it comes: what was asked before is not relied upon.
  await expect(remove(it.bench.edge.api, "milepost-v1")).rejects.toThrow(/10064/);
  expect(await workerThere(it, "milepost-v1")).toBe(true);
  await remove(it.bench.edge.api, "report");
});

test.each([
  ["See over HTTP", [410]],
  ["See that no other worker", [410]],
])("killed after '%s'", (step, v1) => killedAfter(RETIRE, step, v1));

test("interrupted in the middle, it says where it stopped", async () => {
  const { output, status } = await endedAfter(it, RETIRE, /already: Deploy the router/, "SIGINT");
  expect(status).toBe(130);
  expect(output).toContain("Interrupted");
  await expectWhole([410]);
});

test("the worker was deleted, and the run broke before it could note that: the last run notes it", async () => {
  if (await workerThere(it, "milepost-v1")) await remove(it.bench.edge.api, "milepost-v1");
  const { stdout } = await must(milepost(it, RETIRE));
  expect(stdout).toContain("Was done already: Deploy the router");
  await expectWhole([410]);
  expect(await workerThere(it, "milepost-v1")).toBe(false);
  const record = JSON.parse(await readFile(join(it.root, "tombstones/V1.json"), "utf8")) as Record<string, unknown>;
  expect(record).toMatchObject({ because: "the story of a bad evening", environments: [{ worker: "milepost-v1" }] });
});

test.each([
  ["Deploy 'milepost-v1'", EITHER],
  ["Write into", EITHER],
  ["Deploy the router", [200]],
])("restoring, killed after '%s'", (step, v1) => killedAfter(RESTORE, step, v1));

test("the last run restores", async () => {
  await must(milepost(it, RESTORE));
  await expectWhole([200]);
  expect(await isThere(it.root, "tombstones", "V1.json")).toBe(false);
});
