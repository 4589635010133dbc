/** 507: an account that has no room for more. One account is grown past a low limit; the others are not. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { ADMIN_TOKEN, TOKENS, startSystem, type System } from "./harness.ts";
import { JOE } from "./sample.ts";
import { type Api, v2 } from "./v2-api.ts";

const LIMIT = 2_000_000;
const FULL = { detail: expect.stringMatching(/^This account is full: .*\.$/) as string };

let system: System;
let api: Api;

beforeAll(async () => {
  system = await startSystem({ store: { SIZE_WARNING: String(LIMIT), SIZE_LIMIT: String(LIMIT) } });
  api = v2(system);
  await system.sql("main", `CREATE TABLE padding AS SELECT zeroblob(${LIMIT}) AS zeroes`);
});
afterAll(() => system.close());

const WRITES: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ["/contacts.json", { name: "New" }],
  [`/contacts.json?uuid=${JOE}`, { name: "Longer than it was" }],
  ["/groups.json", { name: "New" }],
  ["/labels.json", { name: "New" }],
  ["/fields.json", { label: "New", value_type: "text" }],
  ["/resthook_subscribers.json", { resthook: "new-mother", target_url: "https://example.com/" }],
];

test.each(WRITES)("507: POST %s %o changes nothing", async (path, json) => {
  const before = (await api(path)).body;
  const { status, body } = await api(path, { json });
  expect([status, body]).toEqual([507, FULL]);
  expect((await api(path)).body).toEqual(before);
});

test("507: a chunk of an import, which says what to do", async () => {
  const line = { fields: { key: "more", label: "More", value_type: "text", created_on: "2016-01-01T00:00:00Z" } };
  const response = await system.fetch("/admin/import?account=main&import=test&chunk=1", {
    token: null,
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, "Content-Type": "application/x-ndjson" },
    body: JSON.stringify(line),
  });
  const problem = (await response.json()) as Record<string, unknown>;
  expect([response.status, problem["type"]]).toEqual([507, `${system.url.origin}/docs/problems/import-full`]);
  expect(problem["detail"]).toMatch(/"main".*another key\.$/);
});

test("400: a body that is wrong is told so all the same", async () => {
  expect((await api("/labels.json", { json: {} })).status).toBe(400);
});

test("200 and 204: what is there is read, acted on and deleted", async () => {
  expect((await api("/contacts.json")).body.results.length).toBe(4);
  const acted = await api("/contact_actions.json", { json: { contacts: [JOE], action: "block" } });
  expect(acted.status).toBe(204);
  expect((await api(`/contacts.json?uuid=${JOE}`, { method: "DELETE" })).status).toBe(204);
  expect((await api("/contacts.json")).body.results.length).toBe(3);
});

test("201: another account has room", async () => {
  expect((await api("/labels.json", { json: { name: "New" }, token: TOKENS.other })).status).toBe(201);
});

test("201: with room again, it goes on", async () => {
  await system.sql("main", "DROP TABLE padding");
  expect((await api("/labels.json", { json: { name: "New" } })).status).toBe(201);
});
