/** The deployment as its operators and their load balancers see it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { findWorkers } from "../../cli/deploy-configs.ts";
import { startSystem, type System } from "./harness.ts";

const { versions } = await findWorkers(process.cwd());

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.close());

test("every version of the messaging API is alive, and its store with it", async () => {
  const answer = await system.fetch("/health/versions", { token: null });
  expect([answer.status, await answer.json()]).toEqual([
    200,
    {
      status: "pass",
      checks: versions.map((version) => ({ application: null, version, status: "pass" })),
    },
  ]);
});

test("a client's path of that name is no probe", async () => {
  expect((await system.fetch("/api/v2/health")).status).toBe(404);
});

test("the API's document needs no key", async () => {
  const answer = await system.fetch("/api/v2/openapi.json", { token: null });
  expect([answer.status, await answer.json()]).toMatchObject([200, { openapi: expect.stringMatching(/^3\.1/) }]);
  expect((await system.fetch("/api/v2/org.json", { token: null })).status).toBe(403);
});
