/** Keys that are not good are all alike to whoever brings them, and no key is ever written anywhere. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { newKey } from "../../router/identity/own-key.ts";
import { ADMIN_TOKEN, startTable, type Table } from "./table.ts";

const ACCOUNT = "keeper";
const OPAQUE = "an-opaque-key-of-an-older-system";

let table: Table;
const made: Record<string, string> = {};

async function operate(method: string, path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await table.fetch(`/admin/accounts/${path}`, {
    method,
    headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
}

beforeAll(async () => {
  table = await startTable({ APPLICATION_DEFAULT: { vendor: "acme", default: 2 } }, ["V2", "COURSE_V0"]);
  await table.load(ACCOUNT, [{ tokens: { token: OPAQUE, role: "A" } }]);
  const make = (more: object) => operate("POST", `${ACCOUNT}/keys`, { role: "A", ...more });
  const soon = new Date(Date.now() + 1_200).toISOString();
  const [good, expired, disabled, limited] = [
    await make({}),
    await make({ expires_on: soon }),
    await make({}),
    await make({ applications: ["course"] }),
  ];
  await operate("PATCH", `${ACCOUNT}/keys/${String(disabled["id"])}`, { disabled: true });
  await table.load("closed", [{ tokens: { token: "key-of-a-closed-account", role: "A" } }]);
  await operate("PATCH", "closed", { disabled: true });
  Object.assign(made, {
    good: good["key"],
    expired: expired["key"],
    disabled: disabled["key"],
    "for another application": limited["key"],
    unknown: newKey(),
    mistyped: `${String(good["key"]).slice(0, -1)}${String(good["key"]).endsWith("x") ? "y" : "x"}`,
    opaque: OPAQUE,
    "of a closed account": "key-of-a-closed-account",
    "no key at all": "nothing like it",
  });
  await new Promise((resolve) => setTimeout(resolve, 1_500));
});
afterAll(() => table.close());

const BAD = ["expired", "disabled", "for another application", "unknown", "mistyped", "of a closed account"];

const carried = (key: string): [string, Record<string, string>][] => [
  ["Token", { Authorization: `Token ${key}` }],
  ["Bearer", { Authorization: `Bearer ${key}` }],
  ["Basic", { Authorization: `Basic ${btoa(`user:${key}`)}` }],
  ["a configured header", { "X-API-Token": key }],
];

/** All of an answer that a client can tell it by, but for what differs with every request. */
async function seen(headers: Record<string, string>, path = "/api/v2/users") {
  const answer = await fetch(new URL(path, table.url), { headers });
  const { trace_id: _, ...body } = (await answer.json()) as Record<string, unknown>;
  const fields = [...answer.headers].filter(([name]) => name !== "x-request-id" && name !== "date");
  return { status: answer.status, fields, body };
}

test.each(BAD)("a key that is %s is answered like one that never was, however it is carried", async (kind) => {
  const reference = await seen({ Authorization: "Token never-was" });
  expect(reference.status).toBe(401);
  for (const [how, headers] of carried(made[kind] ?? "")) expect(await seen(headers), how).toEqual(reference);
});

test.each(["good", "opaque"])("a %s key is taken from every carrier", async (kind) => {
  for (const [how, headers] of carried(made[kind] ?? "")) expect((await seen(headers)).status, how).toBe(200);
});

test("a key for one application is good there", async () => {
  const key = made["for another application"] ?? "";
  expect((await seen({ Authorization: `Token ${key}` }, "/api/course/v0/list")).status).toBe(200);
});

test("no key is in any log, nor in what a version gets to see", async () => {
  const { body } = await seen({ Authorization: `Token ${made["good"]}` }, "/api/v2/log");
  expect(JSON.stringify(body)).not.toContain(made["good"]);
  await table.fetch("/api/v2/throw", { headers: { Authorization: `Token ${made["good"]}` } });
  await expect.poll(() => table.logs()).toContain("version-unavailable");
  for (const key of Object.values(made)) expect(table.logs()).not.toContain(key);
});
