/** A version's end, and back: partly, wholly, from its folder, from the build that was kept, and after it was deleted by hand. */
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { milepost } from "./operator.ts";
import { call } from "./milepost.ts";
import {
  countedCalls,
  isThere,
  must,
  pastSunset,
  type Retiring,
  retiringProject,
  statusOf,
  tableOf,
  workerThere,
} from "./retirement.ts";

const V1 = "/api/v1/contacts.json";
const RETIRE = ["version", "retire", "v1", "--despite-callers", "--yes"];
const RESTORE = ["version", "restore", "v1", "--yes"];

let it: Retiring;
let table: string;

beforeAll(async () => {
  it = await retiringProject();
  await pastSunset(it);
  table = await tableOf(it);
  expect(await statusOf(it, V1)).toBe(200);
  expect(await countedCalls(it, "V1")).toBeGreaterThan(0);
});

afterAll(() => it.bench.remove());

async function record(): Promise<{ by: string; because: string; environments: Record<string, unknown>[] }> {
  return JSON.parse(await readFile(join(it.root, "tombstones/V1.json"), "utf8")) as Awaited<ReturnType<typeof record>>;
}

test("with --keep only these operations answer on, and the worker stays", async () => {
  await must(milepost(it, [...RETIRE, "--keep", "GET /org.json", "--by", "night-shift"]));
  expect(await statusOf(it, "/api/v1/org.json")).toBe(200);
  expect(await statusOf(it, V1)).toBe(410);
  expect(await statusOf(it, "/api/v2/contacts.json")).toBe(200);
  expect(await tableOf(it)).toContain('retained = ["GET /org.json"]');
  expect(await workerThere(it, "milepost-v1")).toBe(true);
});

test("what was kept goes with the rest: 410, the worker deleted, and a record of who, why and whom it met", async () => {
  const { stdout } = await must(
    milepost(it, [...RETIRE, "--because", "nobody is left", "--by", "day-shift", "--json"]),
  );
  expect(JSON.parse(stdout)).toMatchObject({ outcome: "done", result: { version: "v1", worker: "milepost-v1" } });
  const gone = await call(it.bench, "/api/v1/org.json");
  expect(gone.status).toBe(410);
  expect(gone.headers.get("Link")).toContain('rel="successor-version"');
  expect(await workerThere(it, "milepost-v1")).toBe(false);
  const written = await tableOf(it);
  expect(written).not.toContain('binding = "V1"');
  expect(written).not.toContain("retained");
  expect(written).toContain('retired_because = "nobody is left"');
  const { by, because, environments } = await record();
  expect({ by, because }).toEqual({ by: "day-shift", because: "nobody is left" });
  expect(environments).toMatchObject([
    {
      worker: "milepost-v1",
      callers: { list: [{ account: "main" }] },
      deleted: expect.stringMatching(/^2026-/) as string,
    },
  ]);
});

test("again: there is nothing left to do", async () => {
  const { stdout } = await must(milepost(it, ["version", "retire", "v1"]));
  expect(stdout).toContain("retired already");
});

test("restore brings worker, binding and table back from the folder", async () => {
  await must(milepost(it, RESTORE));
  expect(await statusOf(it, V1)).toBe(200);
  expect(await tableOf(it)).toBe(table);
  expect(await isThere(it.root, "tombstones", "V1.json")).toBe(false);
});

test("a worker deleted by hand while bound is told, and retired as it is", async () => {
  expect((await it.bench.wrangler(["delete", "--name", "milepost-v1", "--force"])).ok).toBe(true);
  expect(await statusOf(it, V1)).toBe(503);
  const refused = await milepost(it, ["version", "retire", "v1", "--yes"]);
  expect(refused.status).toBe(3);
  expect(refused.stdout + refused.stderr).toMatch(/'milepost-v1' is gone .* clients of v1 get 503\. Put it back/);
  const { stdout } = await must(milepost(it, RETIRE));
  expect(stdout).toContain("The worker 'milepost-v1' is gone from the platform already");
  expect(await statusOf(it, V1)).toBe(410);
});

test("restore takes the build that was kept when the folder is gone", async () => {
  await rm(join(it.root, "workers/v1"), { recursive: true });
  const { stdout } = await must(milepost(it, RESTORE));
  expect(stdout).toContain("Deploy 'milepost-v1' from the build that was kept");
  expect(await statusOf(it, V1)).toBe(200);
});
