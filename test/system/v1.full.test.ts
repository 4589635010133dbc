/** 507: what v1 writes beside v2 is refused where an account has no room, and what adds nothing is done. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSystem, type System } from "./harness.ts";
import { COLOR, FRANK, JOE } from "./sample.ts";
import { held } from "./v1.held.ts";

const LIMIT = 2_000_000;

let system: System;

beforeAll(async () => {
  system = held(await startSystem({ store: { SIZE_WARNING: String(LIMIT), SIZE_LIMIT: String(LIMIT) } }));
  await system.sql("main", `CREATE TABLE padding AS SELECT zeroblob(${LIMIT}) AS zeroes`);
});
afterAll(() => system.close());

async function counts(): Promise<unknown[]> {
  const lists = ["flows", "runs"].map((list) => system.fetch(`/api/v1/${list}.json`));
  const pages = await Promise.all(lists.map(async (page) => (await page).json()));
  return pages.map((page) => (page as { count: number }).count);
}

test.each<[string, object]>([
  ["runs", { flow_uuid: COLOR, contacts: [JOE] }],
  ["flow_definition", { metadata: { name: "New" }, version: 10 }],
  ["steps", { flow: COLOR, contact: JOE, started: "2017-05-01T10:00:00.000Z", steps: [] }],
])("507: POST %s changes nothing", async (name, json) => {
  const before = await counts();
  const response = await system.fetch(`/api/v1/${name}.json`, { json });
  expect([response.status, await response.json()]).toEqual([507, { detail: expect.stringMatching(/full/) }]);
  expect(await counts()).toEqual(before);
});

test("204: runs are expired", async () => {
  const json = { contacts: [FRANK], action: "expire" };
  expect((await system.fetch("/api/v1/contact_actions.json", { json })).status).toBe(204);
  const runs = await system.fetch(`/api/v1/runs.json?contact=${FRANK}`);
  expect(await runs.json()).toMatchObject({ results: [{ expired_on: expect.any(String) }] });
});
