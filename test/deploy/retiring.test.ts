/**
 * The product's main job, with the real wrangler and the real workers, on an empty edge: four deploys, two versions
 * answer; a binding is taken out, one is gone for good and the other goes on with its data.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deployAll } from "../../cli/deploy.ts";
import { Bench, traffic } from "./fixture.ts";
import { call, CALLER, copyProject, fill, names } from "./milepost.ts";

let bench: Bench;
let project: string;
let load: ReturnType<typeof traffic>;

beforeAll(async () => {
  bench = await Bench.create();
  project = await copyProject(bench.folder);
  await bench.start({ main: "milepost" });
});

afterAll(() => bench.remove());

async function deployWorkers(): Promise<readonly string[]> {
  return deployAll({ root: project, target: bench.edge.api });
}

/** Between the store and the router some go side by side. */
function expectLeavesFirst(deployed: readonly string[], between: readonly string[]): void {
  expect([deployed[0], deployed.at(-1)]).toEqual(["milepost-store", "milepost"]);
  expect(deployed.slice(1, -1).toSorted()).toEqual(between.toSorted());
}

test("an empty edge has nothing to answer with", async () => {
  expect((await call(bench, "/api/v2/contacts.json")).status).toBe(404);
});

test("the workers are deployed leaves first, and both versions answer with the sample data", async () => {
  expectLeavesFirst(await deployWorkers(), ["milepost-v2", "milepost-v1", "milepost-admin"]);
  await fill(bench);
  expect(await names(bench)).toContain("Joe Blow");
  const old = await call(bench, "/api/v1/contacts.json");
  expect(old.status).toBe(200);
  expect(old.headers.get("Deprecation")).toMatch(/^@\d+$/);
  expect(JSON.stringify(await old.json())).toContain("Joe Blow");
});

test("workers that are not the router cannot be reached from outside", async () => {
  const headers = {
    Host: "milepost-v2.localhost",
    "MF-Route-Override": "milepost-v2",
    "X-Account-Id": "main",
    "X-Key-Role": "A",
  };
  // The runtime's own port believes such fields: there the worker behind the router answers.
  const inside = await fetch(new URL("/contacts.json", bench.edge.miniflareUrl), { headers });
  expect(await inside.text()).toContain("Joe Blow");
  const outside = await fetch(new URL("/contacts.json", bench.edge.url), { headers });
  expect(outside.status).toBe(404);
  expect(await outside.text()).not.toContain("Joe Blow");
});

test("deploying again under traffic loses nothing and keeps what was written", async () => {
  const made = await call(bench, "/api/v2/contacts.json", {
    method: "POST",
    body: JSON.stringify({ name: "Kept", urns: ["tel:+250788555001"] }),
  });
  expect(made.status).toBe(201);
  load = traffic(`${bench.edge.url}/api/v2/contacts.json`, 4, CALLER);
  await deployWorkers();
  expect(await names(bench)).toContain("Kept");
});

test("with V1's binding taken out and the router deployed, v1 is gone with a successor and v2 goes on", async () => {
  const table = join(project, "wrangler.toml");
  const text = await readFile(table, "utf8");
  const without = text.replace(/\[\[services\]\]\nbinding = "V1"\nservice = "milepost-v1"\n/, "");
  expect(without).not.toBe(text);
  await writeFile(table, without);
  expectLeavesFirst(await deployWorkers(), ["milepost-v2", "milepost-admin"]);
  await expectRetired();
});

test("deleting its worker changes nothing for anybody", async () => {
  const { ok, output } = await bench.wrangler(["delete", "--name", "milepost-v1"]);
  expect(ok).toBe(true);
  expect(output).not.toContain("in use by other Workers");
  await expectRetired();
});

test("no request of the steady traffic to v2 failed, from the second deploy to here", async () => {
  const seen = await load.stop();
  expect(Object.keys(seen)).toEqual(["200"]);
  expect(seen["200"]).toBeGreaterThan(100);
});

async function expectRetired(): Promise<void> {
  const gone = await call(bench, "/api/v1/contacts.json");
  expect(gone.status).toBe(410);
  expect(gone.headers.get("Link")).toContain('rel="successor-version"');
  expect(await gone.json()).toMatchObject({ status: 410 });
  expect(await names(bench)).toEqual(expect.arrayContaining(["Kept", "Joe Blow"]));
}
