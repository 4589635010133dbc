/** What the real v1 says of its operations is what usage has of them: the impact of its end knows every call that worked. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { adminOf } from "./admin-api.ts";
import { milepost } from "./command.ts";
import { startSystem, type System } from "./harness.ts";

let system: System;

beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.close());

test("callers of v1 are told where each operation went, and a wrong address is nothing to lose", async () => {
  const paths = [".json", "contacts.json", "relayers.json", "org.json", "no_such_endpoint.json"];
  for (const path of paths) await (await system.fetch(`/api/v1/${path}`)).body?.cancel();
  const admin = adminOf(system.url);
  const calls = async () => (await admin("/admin/usage?version=V1")).body["calls"];
  await vi.waitFor(async () => expect(await calls()).toBe(paths.length), { timeout: 40_000, interval: 500 });

  const ran = await milepost(["version", "impact", "v1", "--json", "--strict"], { url: system.url });
  expect(ran.status, ran.stderr).toBe(0);
  const { rows } = ran.json()["result"] as { rows: Record<string, unknown>[] };
  const told = rows.map(({ account, operation, why, counterpart }) => [account, operation, why, counterpart]);
  expect(told.toSorted((one, other) => (String(one[1]) < String(other[1]) ? -1 : 1))).toEqual([
    ["main", "GET /", "same", "GET /"],
    ["main", "GET /*", "failing", null],
    ["main", "GET /contacts", "same", "GET /contacts"],
    ["main", "GET /org", "same", "GET /org"],
    ["main", "GET /relayers", "moved", "GET /channels"],
  ]);
  expect(rows.find(({ operation }) => operation === "GET /contacts")?.["to_do"]).toMatch(/^Call it in v2\. \S/);
});
