/** What stays and what goes: builds, Durable Objects' data and secrets over restarts, redeploys and deletions. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEdge } from "../../local/edge.ts";
import { Bench, COUNTER, COUNTER_TOML, PUBLIC } from "./fixture.ts";

/** Tells what each of its bindings does when used. */
const FRONT = `
async function tried(use) { try { return await use(); } catch (error) { return "threw"; } }
export default { async fetch(request, env) {
  return Response.json({
    secret: env.SECRET ?? null,
    fetch: await tried(async () => (await env.LEAF.fetch(request)).text()),
    rpc: await tried(() => env.NAMED.hello()),
    object: await tried(() => env.OBJECT.getByName("two").hit()),
  });
} };`;

const FRONT_TOML = `${PUBLIC}
[[services]]
binding = "LEAF"
service = "leaf"

[[services]]
binding = "NAMED"
service = "leaf"
entrypoint = "Named"

[[durable_objects.bindings]]
name = "OBJECT"
class_name = "Counter"
script_name = "leaf"
`;

let bench: Bench;

beforeAll(async () => {
  bench = await Bench.create();
  await bench.start();
  await bench.deployed("leaf", COUNTER, COUNTER_TOML);
  await bench.deployed("front", FRONT, FRONT_TOML);
});

afterAll(() => bench.remove());

async function seen(): Promise<unknown> {
  const body: unknown = JSON.parse(await bench.get());
  return body;
}

test("service bindings, named entrypoints and another worker's objects work", async () => {
  expect(await seen()).toEqual({ secret: null, fetch: "1", rpc: "hello", object: 1 });
});

test("a secret is in force at once, is listed without its value, and survives a deploy", async () => {
  const config = join(bench.folder, "front/wrangler.toml");
  expect((await bench.wrangler(["secret", "put", "SECRET", "-c", config], "hush")).ok).toBe(true);
  expect(await seen()).toMatchObject({ secret: "hush", fetch: "2" });
  const [listed] = await Promise.all([
    bench.wrangler(["secret", "list", "-c", config]),
    bench.deployed("front", FRONT, FRONT_TOML),
  ]);
  expect(listed.output).toContain("SECRET");
  expect(listed.output).not.toContain("hush");
  expect(await seen()).toMatchObject({ secret: "hush", fetch: "3" });
  expect((await stat(join(bench.dataDir, "secrets.json"))).mode & 0o077).toBe(0);
});

test("deployments are listed, newest last", async () => {
  const { ok, output } = await bench.wrangler(["deployments", "list", "--name", "front", "--json"]);
  expect(ok).toBe(true);
  const list = JSON.parse(output) as { versions: { version_id: string }[] }[];
  // First deploy, secret, second deploy.
  expect(list.map((entry) => entry.versions.length)).toEqual([1, 1, 1]);
  expect(list[0]?.versions[0]?.version_id).toBe(list[1]?.versions[0]?.version_id);
  expect(list[2]?.versions[0]?.version_id).not.toBe(list[0]?.versions[0]?.version_id);
});

test("a second edge on the same data is refused while the first one runs", async () => {
  await expect(startEdge({ dataDir: bench.dataDir })).rejects.toThrow("in use by another running edge");
});

test("a restart keeps builds, data, secrets and the token", async () => {
  const { token } = bench.edge.api;
  await bench.stop();
  await expect(stat(join(bench.dataDir, "edge.json"))).rejects.toThrow("ENOENT");
  await bench.start();
  expect(bench.edge.api.token).toBe(token);
  expect(await seen()).toEqual({ secret: "hush", fetch: "4", rpc: "hello", object: 4 });
});

test("a worker that others refer to is not deleted without force", async () => {
  const { url, token, accountId } = bench.edge.api;
  const call = (path: string, method = "GET") =>
    fetch(`${url}/accounts/${accountId}/workers/${path}`, { method, headers: { Authorization: `Bearer ${token}` } });
  const references: unknown = await (await call("scripts/leaf/references")).json();
  expect(references).toMatchObject({
    result: {
      services: {
        incoming: [
          { service: "front", name: "LEAF" },
          { service: "front", name: "NAMED" },
        ],
      },
      durable_objects: [{ service: "front", durable_object_namespace_name: "Counter" }],
    },
  });
  const refused = await call("services/leaf?force=false", "DELETE");
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain("front");
  expect(await seen()).toMatchObject({ fetch: "5" });
});

test("deleted with force: wrangler names who breaks, bindings to it fail, nothing else does, its data is gone", async () => {
  // Without a terminal wrangler answers its own questions with yes: it deletes with force.
  const { ok, output } = await bench.wrangler(["delete", "--name", "leaf"]);
  expect(ok).toBe(true);
  expect(output).toContain("front");
  expect(await seen()).toEqual({ secret: "hush", fetch: "threw", rpc: "threw", object: "threw" });
  expect(await readdir(join(bench.dataDir, "objects/do"))).not.toContain("leaf-Counter");
});

test("the same after a restart, and a binding works again once its target is back, with empty objects", async () => {
  await bench.stop();
  await bench.start();
  expect(await seen()).toMatchObject({ fetch: "threw", object: "threw" });
  await bench.deployed("leaf", COUNTER, COUNTER_TOML);
  expect(await seen()).toEqual({ secret: "hush", fetch: "1", rpc: "hello", object: 1 });
});
