/**
 * v1 without what it stands on: it has nothing of its own to answer with, and says so. In v2's place is a
 * worker that fails, because the runtime does not start without one.
 */
import type { Miniflare } from "miniflare";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemConfigs } from "./configs.ts";
import { type Options, startWorkers, workerOf } from "./runtime.ts";
import { JOE } from "./sample.ts";

let miniflare: Miniflare;
let url: URL;

const FAILING = `
import { WorkerEntrypoint } from "cloudflare:workers";
const fail = () => new Response("Busy.", { status: 503, headers: { "Retry-After": "7" } });
export default { fetch: fail };
export class Internal extends WorkerEntrypoint { fetch() { return fail(); } }
`;

beforeAll(async () => {
  const [v1, store] = await Promise.all([workerNamed("milepost-v1"), workerNamed("milepost-store")]);
  const failing = {
    name: "milepost-v2",
    compatibilityDate: v1["compatibilityDate"],
    modules: [{ type: "ESModule", path: "failing.js", contents: FAILING }],
  };
  ({ miniflare, url } = await startWorkers([v1, failing, store]));
});
afterAll(() => miniflare.dispose());

async function workerNamed(name: string): Promise<Options> {
  const worker = (await systemConfigs()).find((it) => it.name === name);
  if (worker === undefined) throw new Error(`There is no worker called ${name}.`);
  return workerOf(worker);
}

const FIELDS = {
  "Content-Type": "application/json",
  "X-Account-Id": "main",
  "X-Key-Role": "A",
  "X-Forwarded-Host": "api.example.org",
};

function ask(method: string, path: string, body: string | null): Promise<Response> {
  return fetch(new URL(path, url), { method, ...(body === null ? {} : { body }), headers: FIELDS });
}

const CALLS = [
  ["GET", "/org.json", null],
  ["POST", "/contacts.json", "{}"],
  ["POST", "/contacts.json", '{"phone":"0788123123"}'],
  ["POST", "/fields.json", '{"label":"Age","value_type":"N"}'],
  ["DELETE", `/contacts.json?uuid=${JOE}`, null],
] as const;

test.each(CALLS)("%s %s %s passes on a 503 of v2 as it is, with v1's own fields", async (method, path, body) => {
  const response = await ask(method, path, body);
  expect([response.status, await response.text()]).toEqual([503, "Busy."]);
  expect(response.headers.get("Retry-After")).toBe("7");
  expect(response.headers.get("API-Release")).toBe("1.0.0");
  expect(response.headers.get("X-Route")).toBe(`${method} ${path.replace(/\.json.*/, "")}`);
});

test("an empty list needs the counted reads only", async () => {
  const response = await fetch(new URL("/contacts.json", url), { headers: FIELDS });
  expect([response.status, await response.json()]).toEqual([
    200,
    { count: 0, next: null, previous: null, results: [] },
  ]);
});

test.each([
  ["no account", { "X-Key-Role": "A" }],
  ["no role", { "X-Account-Id": "main" }],
])("a request with %s is refused", async (_name, headers) => {
  const response = await fetch(new URL("/contacts.json", url), { headers });
  expect([response.status, await response.json()]).toEqual([403, { detail: expect.any(String) }]);
});

test("X-Route says the method and the endpoint, never what a client made up", async () => {
  const cases = [
    ["GET", "/contacts", "GET /contacts"],
    ["HEAD", "/contacts.json", "GET /contacts"],
    ["PUT", "/org.json", "PUT /org"],
    ["GET", "/.json", "GET /"],
    ["GET", "/secret-number.json", "GET /*"],
    ["LOCK", "/contacts.json", "OTHER /contacts"],
  ] as const;
  for (const [method, path, route] of cases) {
    const response = await ask(method, path, null);
    expect(response.headers.get("X-Route"), `${method} ${path}`).toBe(route);
    await response.body?.cancel();
  }
});
