/**
 * The product's main job, with the real wrangler and the real workers, on an empty edge: a deploy, and every version
 * answers; a binding is taken out, one is gone for good and the current one goes on with its data.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findWorkers } from "../../cli/deploy-configs.ts";
import { deployAll } from "../../cli/deploy.ts";
import { resolveLocalhost } from "../../cli/localhost.ts";
import { Bench, traffic } from "./fixture.ts";
import { call, CALLER, copyProject, fill, names } from "./milepost.ts";

let bench: Bench;
let project: string;
let load: ReturnType<typeof traffic>;
let old: Old;

beforeAll(async () => {
  bench = await Bench.create();
  project = await copyProject(bench.folder);
  old = await oldestOf(project);
  await bench.start({ main: "milepost" });
});

afterAll(() => bench.remove());

/** The version that is retired here. */
interface Old {
  readonly binding: string;
  readonly worker: string;
  readonly path: string;
}

/** A shell over the current version, as small as one can be: for a table that has no older version any more. */
const SHELL = "export default { fetch: (request, env) => env.V2.fetch(request) };\n";
const SHELL_TOML = [
  'name = "milepost-v0"\nmain = "index.js"\ncompatibility_date = "2026-10-23"\nworkers_dev = false',
  '[[services]]\nbinding = "V2"\nservice = "milepost-v2"\n',
].join("\n\n");
const SHELL_BOUND = '[[services]]\nbinding = "V0"\nservice = "milepost-v0"\n';
const SHELL_DESCRIBED = '\n[vars.VERSION_V0]\ndeprecated = "2026-11-01"\nsuccessor = 2\n';

async function oldestOf(project: string): Promise<Old> {
  const { versions } = await findWorkers(project);
  const oldest = versions.length > 1 ? Math.min(...versions) : 0;
  if (oldest === 0) {
    const folder = join(project, "workers/v0");
    await mkdir(folder);
    await writeFile(join(folder, "index.js"), SHELL);
    await writeFile(join(folder, "wrangler.toml"), SHELL_TOML);
    const table = await readFile(join(project, "wrangler.toml"), "utf8");
    const bound = table.replace("[[services]]\n", `${SHELL_BOUND}\n[[services]]\n`);
    await writeFile(join(project, "wrangler.toml"), `${bound}${SHELL_DESCRIBED}`);
  }
  return { binding: `V${oldest}`, worker: `milepost-v${oldest}`, path: `/api/v${oldest}/contacts.json` };
}

async function deployWorkers(): Promise<readonly string[]> {
  return deployAll({ root: project, target: bench.edge.api });
}

/** Between the store and the router some go side by side; what is not bound stays where it is. */
async function expectLeavesFirst(deployed: readonly string[]): Promise<void> {
  expect([deployed[0], deployed.at(-1)]).toEqual(["milepost-store", "milepost"]);
  const { versions } = await findWorkers(project);
  const between = ["milepost-admin", ...versions.map((version) => `milepost-v${version}`)];
  expect(deployed.slice(1, -1).toSorted()).toEqual(between.toSorted());
}

test("an empty edge has nothing to answer with", async () => {
  expect((await call(bench, "/api/v2/contacts.json")).status).toBe(404);
});

test("the workers are deployed leaves first, and both versions answer with the sample data", async () => {
  await expectLeavesFirst(await deployWorkers());
  await fill(bench);
  expect(await names(bench)).toContain("Joe Blow");
  const answer = await call(bench, old.path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("Deprecation")).toMatch(/^@\d+$/);
  expect(JSON.stringify(await answer.json())).toContain("Joe Blow");
});

test("workers that are not the router cannot be reached from outside", async () => {
  const headers = {
    "MF-Route-Override": "milepost-v2",
    "X-Account-Id": "main",
    "X-Key-Role": "A",
  };
  // The runtime's own port believes such fields: there the worker behind the router answers.
  const inside = await fetch(new URL("/contacts.json", bench.edge.miniflareUrl), { headers });
  expect(await inside.text()).toContain("Joe Blow");
  resolveLocalhost();
  const named = `http://milepost-v2.localhost:${new URL(bench.edge.url).port}`;
  for (const origin of [bench.edge.url, named]) {
    const outside = await fetch(new URL("/contacts.json", origin), { headers });
    expect(outside.status).toBe(404);
    expect(await outside.text()).not.toContain("Joe Blow");
  }
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

test("with its binding taken out and the router deployed, a version is gone with a successor and v2 goes on", async () => {
  const table = join(project, "wrangler.toml");
  const text = await readFile(table, "utf8");
  const without = text.replace(`[[services]]\nbinding = "${old.binding}"\nservice = "${old.worker}"\n`, "");
  expect(without).not.toBe(text);
  await writeFile(table, without);
  await expectLeavesFirst(await deployWorkers());
  await expectRetired();
});

test("deleting its worker changes nothing for anybody", async () => {
  const { ok, output } = await bench.wrangler(["delete", "--name", old.worker]);
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
  const gone = await call(bench, old.path);
  expect(gone.status).toBe(410);
  expect(gone.headers.get("Link")).toContain('rel="successor-version"');
  expect(await gone.json()).toMatchObject({ status: 410 });
  expect(await names(bench)).toEqual(expect.arrayContaining(["Kept", "Joe Blow"]));
}
