/** What Cloudflare refuses, the local edge refuses, in wrangler's own output and without touching what serves. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Bench, COUNTER, COUNTER_TOML, PUBLIC, says } from "./fixture.ts";

let bench: Bench;

beforeAll(async () => {
  bench = await Bench.create();
  await bench.start();
  await bench.deployed("leaf", COUNTER, COUNTER_TOML);
  await bench.deployed("front", says("one"), `${PUBLIC}[[services]]\nbinding = "LEAF"\nservice = "leaf"\n`);
});

afterAll(() => bench.remove());

const BIG = "ä".repeat(2_600);

test.concurrent.each<[name: string, code: string, toml: string, told: readonly string[]]>([
  [
    "a binding to a missing worker",
    says("x"),
    '[[services]]\nbinding = "GONE"\nservice = "nobody"\n',
    ["10144", "GONE", "nobody"],
  ],
  [
    "a binding to a missing entrypoint",
    says("x"),
    '[[services]]\nbinding = "ADMIN"\nservice = "leaf"\nentrypoint = "Nobody"\n',
    ["10144", "ADMIN", "Nobody"],
  ],
  [
    "a Durable Object class that the target does not have",
    says("x"),
    '[[durable_objects.bindings]]\nname = "D"\nclass_name = "Nobody"\nscript_name = "leaf"\n',
    ["10061", "Nobody"],
  ],
  [
    "a Durable Object class of a missing worker",
    says("x"),
    '[[durable_objects.bindings]]\nname = "D"\nclass_name = "Counter"\nscript_name = "nobody"\n',
    ["10061", "nobody"],
  ],
  [
    "an own class without a migration",
    COUNTER,
    '[[durable_objects.bindings]]\nname = "COUNTER"\nclass_name = "Counter"\n',
    ["10061", "Counter"],
  ],
  ["a variable over 5 KB, counted in bytes", says("x"), `[vars]\nBIG = "${BIG}"\n`, ["BIG", "5120"]],
  ["a compatibility date that has not come", says("x"), 'compatibility_date = "2999-01-01"\n', ["2999-01-01"]],
  [
    "code that throws while it starts",
    `${says("x")}\nthrow new Error("broken at start");`,
    "",
    ["10021", "broken at start"],
  ],
  [
    "a kind of binding that is not offered here",
    says("x"),
    '[[kv_namespaces]]\nbinding = "KV"\nid = "0123456789abcdef0123456789abcdef"\n',
    ["KV"],
  ],
])("refused by name, while what serves goes on: %s", async (name, code, toml, told) => {
  const worker = `refused-${name.replaceAll(/[^a-z0-9]+/gi, "-").toLowerCase()}`.slice(0, 50).replace(/-$/, "");
  const { ok, output } = await bench.deploy(await bench.worker(worker, code, toml));
  expect(ok).toBe(false);
  // Wrangler breaks lines at the terminal's width.
  const text = output.replaceAll(/\s+/g, " ");
  for (const word of told) expect(text).toContain(word);
  expect(await bench.get()).toBe("one");
});

test("an upload that does not start leaves the worker's previous build serving", async () => {
  const broken = await bench.worker("front", "export default { fetch: nobody };", PUBLIC, "front-broken");
  expect((await bench.deploy(broken)).ok).toBe(false);
  expect(await bench.get()).toBe("one");
});

test("a class that objects depend on must stay exported until a migration deletes it", async () => {
  const { ok, output } = await bench.deploy(
    await bench.worker(
      "leaf",
      says("x"),
      '[[migrations]]\ntag = "one"\nnew_sqlite_classes = ["Counter"]\n',
      "leaf-bare",
    ),
  );
  expect(ok).toBe(false);
  expect(output).toContain("10064");
});

test("migrations that do not start where the worker is are refused with 10079", async () => {
  const metadata = {
    main_module: "index.js",
    compatibility_date: "2026-10-23",
    migrations: { old_tag: "zero", new_tag: "two", steps: [] },
  };
  const body = new FormData();
  body.set("metadata", JSON.stringify(metadata));
  body.set("index.js", new File([COUNTER], "index.js", { type: "application/javascript+module" }));
  const { url, token, accountId } = bench.edge.api;
  const response = await fetch(`${url}/accounts/${accountId}/workers/scripts/leaf`, {
    method: "PUT",
    headers: { Authorization: `Bearer ${token}` },
    body,
  });
  expect(response.status).toBe(412);
  expect(await response.json()).toMatchObject({ success: false, errors: [{ code: 10079 }] });
});

test.each([
  ["no token", {}],
  ["a wrong token", { Authorization: "Bearer nobody" }],
])("every call needs the edge's token: %s", async (_name, headers) => {
  const { url, accountId } = bench.edge.api;
  const response = await fetch(`${url}/accounts/${accountId}/workers/services/front`, { headers });
  expect(response.status).toBe(403);
  expect(await response.text()).not.toContain("production");
});

test("a call that is not imitated is answered 404 with its name", async () => {
  const { url, accountId, token } = bench.edge.api;
  const response = await fetch(`${url}/accounts/${accountId}/queues`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  expect(response.status).toBe(404);
  expect(await response.text()).toContain(`GET /accounts/${accountId}/queues`);
});
