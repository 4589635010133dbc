/** `Idempotency-Key`: a POST that is sent again is answered as it was, and has no second effect. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Asked, TOKENS, startSystem, type System } from "./harness.ts";
import { COLOR, CUSTOMERS, JOE } from "./sample.ts";
import { emptyAccount } from "./seed.ts";
import { type Api, type Told, v2 } from "./v2-api.ts";

const SECOND_KEY = "9".repeat(40);

let system: System;
let api: Api;

beforeAll(async () => {
  system = await startSystem();
  api = v2(system);
  const tokens = ["1".repeat(40), SECOND_KEY].map((token) => ({ token, role: "A" }));
  await system.load(emptyAccount("two-keys", "1".repeat(40), { tokens }));
});
afterAll(() => system.close());

let keys = 0;
const newKey = (): string => `key-${(keys += 1)}`;
const post = (path: string, key: string, json: unknown, asked: Asked = {}): Promise<Told> =>
  api(path, { ...asked, json, headers: { "Idempotency-Key": key } });
const lastEvent = async (): Promise<unknown> => (await api("/events.json")).body.results[0]?.["id"];

describe("a POST that is sent again", () => {
  test.each<[string, string, unknown]>([
    ["a contact", "/contacts.json", { name: "Again", urns: ["tel:+250788555001"] }],
    ["a contact without a body", "/contacts.json", undefined],
    ["a contact changed", `/contacts.json?uuid=${JOE}`, { language: "fra" }],
    ["a group", "/groups.json", { name: "Again" }],
    ["a field", "/fields.json", { label: "Again", value_type: "text" }],
    ["a label", "/labels.json", { name: "Again" }],
    ["a campaign", "/campaigns.json", { name: "Again", group: "Customers" }],
    ["an action on contacts", "/contact_actions.json", { contacts: [JOE], action: "archive" }],
    ["a broadcast", "/broadcasts.json", { text: "Again", contacts: [JOE] }],
    ["a flow start", "/flow_starts.json", { flow: COLOR, contacts: [JOE] }],
    ["a subscriber", "/resthook_subscribers.json", { resthook: "new-mother", target_url: "https://example.com/" }],
  ])("%s: is answered as it was, by status and body, and done once", async (_what, path, json) => {
    const key = newKey();
    const asked = { method: "POST", ...(json !== undefined && { json }), headers: { "Idempotency-Key": key } };
    const first = await api(path, asked);
    expect(first.status, first.text).toBeLessThan(300);
    const fields = ({ headers }: Told) => ["Content-Type", "API-Release", "Location"].map((it) => headers.get(it));
    // A broadcast and a start go on by themselves; nothing else writes.
    const [before, again] = [await lastEvent(), await api(path, asked)];
    expect([again.status, again.text, fields(again)]).toEqual([first.status, first.text, fields(first)]);
    expect(await lastEvent()).toBe(before);
  });

  test("201: is answered as it was, though the world has moved on", async () => {
    const [key, body] = [newKey(), { name: "Moved on" }];
    const first = await post("/contacts.json", key, body);
    await api("/fields.json", { json: { label: "Moved on", value_type: "text" } });
    await api(`/contacts.json?uuid=${first.body.uuid}`, { method: "DELETE" });
    const again = await post("/contacts.json", key, body);
    expect([again.status, again.text]).toEqual([201, first.text]);
  });

  test("201: is the same with other white space, other unknown parameters, or the key in quotes", async () => {
    const key = newKey();
    const first = await post("/groups.json", key, { name: "Spaced" });
    const headers = { "Idempotency-Key": `"${key}"`, "Content-Type": "application/json" };
    const again = await api("/groups.json?utm=1", { body: '{ "name" :\n"Spaced" }', headers });
    expect([again.status, again.text]).toEqual([201, first.text]);
  });

  test("201: at the same time has one effect, and one answer for all", async () => {
    const key = newKey();
    const told = await Promise.all(Array.from({ length: 8 }, () => post("/groups.json", key, { name: "At once" })));
    expect(new Set(told.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(told[0]?.status).toBe(201);
  });
});

describe("422: the key of another request", () => {
  test.each<[string, string, unknown]>([
    ["another body", "/groups.json", { name: "Second" }],
    ["a body that would be refused", "/groups.json", { name: " " }],
    ["a body that the account would refuse", "/groups.json", { name: "Customers" }],
    ["fields that would be refused", "/contacts.json", { language: "english", groups: ["nope"] }],
    ["another endpoint", "/labels.json", { name: "First" }],
    ["another target", `/groups.json?uuid=${CUSTOMERS}`, { name: "First" }],
    ["another reason", "/groups.json?reason=second", { name: "First" }],
  ])("%s", async (_what, path, json) => {
    const key = newKey();
    const { body: first } = await post("/groups.json", key, { name: "First" });
    const before = await lastEvent();
    const { status, body } = await post(path, key, json);
    expect([status, body]).toEqual([422, { detail: expect.stringContaining("Idempotency-Key") }]);
    expect(await lastEvent()).toBe(before);
    await api(`/groups.json?uuid=${first.uuid}`, { method: "DELETE" });
  });
});

describe("is not the same request", () => {
  test("201: under another key of the account, or in another account", async () => {
    const key = newKey();
    const first = await post("/groups.json", key, { name: "Whose" }, { token: "1".repeat(40) });
    const second = await post("/contacts.json", key, { name: "Whose" }, { token: SECOND_KEY });
    const third = await post("/groups.json", key, { name: "Whose" }, { token: TOKENS.other });
    expect([first.status, second.status, third.status]).toEqual([201, 201, 201]);
    expect(third.body.uuid).not.toBe(first.body.uuid);
  });

  test("201: after one that was refused, mended under the same key", async () => {
    const key = newKey();
    expect((await post("/groups.json", key, { name: " " })).status).toBe(400);
    expect((await post("/groups.json", key, { name: "customers" })).status).toBe(400);
    expect((await post("/groups.json", key, { name: "Mended" })).status).toBe(201);
  });

  test("201: after a day", async () => {
    const [key, body] = [newKey(), { name: "Daily" }];
    const first = await post("/contacts.json", key, body);
    await system.sql("main", "UPDATE kept_results SET expires_on = expires_on - 86400000000");
    const second = await post("/contacts.json", key, body);
    expect(second.status).toBe(201);
    expect(second.body.uuid).not.toBe(first.body.uuid);
  });
});

describe("400: what is no key", () => {
  test.each([
    ["empty", ""],
    ["empty in quotes", '""'],
    ["half a quote", '"x'],
    ["two of them", "a, b"],
    ["too long", "x".repeat(256)],
    ["beyond ASCII", "caf\u00e9"],
  ])("%s", async (_what, key) => {
    const { status, body } = await post("/groups.json", key, { name: "No key" });
    expect([status, body]).toEqual([400, { detail: expect.stringContaining("Idempotency-Key") }]);
  });

  test("and 403, 404, 405 and 413 come as without one", async () => {
    const key = newKey();
    expect((await post("/groups.json", key, { name: "S" }, { token: TOKENS.surveyor })).status).toBe(403);
    expect((await post("/groups.json?uuid=unknown", key, { name: "Nobody" })).status).toBe(404);
    expect((await post("/org.json", key, {})).status).toBe(405);
    expect((await post("/groups.json", key, { name: "x".repeat(1_000_001) })).status).toBe(413);
  });

  test("204, then 404: a DELETE needs none, and ignores it", async () => {
    const { body } = await api("/groups.json", { json: { name: "Deleted" } });
    const asked = { method: "DELETE", headers: { "Idempotency-Key": newKey() } };
    const at = `/groups.json?uuid=${body.uuid}`;
    expect([(await api(at, asked)).status, (await api(at, asked)).status]).toEqual([204, 404]);
  });
});

test("every POST of the document takes the key, and says what it refuses", async () => {
  const { body } = await api("/openapi.json");
  type Operation = { parameters?: { name: string; in: string }[]; responses: Record<string, unknown> };
  const paths = (body as unknown as { paths: Record<string, Record<string, Operation>> }).paths;
  const posts = Object.values(paths).flatMap(({ post }) => (post === undefined ? [] : [post]));
  expect(posts.length).toBeGreaterThan(8);
  for (const { parameters = [], responses } of posts) {
    expect(parameters.map((it) => `${it.in} ${it.name}`)).toContain("header Idempotency-Key");
    expect(Object.keys(responses)).toContain("422");
  }
});
