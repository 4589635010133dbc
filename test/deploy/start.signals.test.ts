/** `npm start` ends when it is told to, whoever is told, and leaves nothing behind. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ready, run, start, stops } from "./npm-start.ts";
import { below } from "./processes.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "milepost-start-test-"));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test("a signal while it starts ends it, with nothing left behind", async () => {
  const it = start(["--port", "0", "--data", join(folder, "early")]);
  while (below(it.child.pid ?? 0).length < 2) await pause(20);
  await stops(it, "SIGTERM");
  expect(it.out()).toBe("");
});

test.each(["SIGTERM", "SIGINT"] as const)("%s to npm itself stops everything and ends with 0", async (signal) => {
  const it = run("npm", ["start", "--silent", "--", "--port", "0", "--data", join(folder, "npm")]);
  await ready(it);
  await stops(it, signal);
});
