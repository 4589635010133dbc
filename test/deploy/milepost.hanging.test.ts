/**
 * Whoever never answers is not waited for without end: wrangler's calls, and what wrangler itself waits for. It is ended with all
 * that it started, one sentence says what was waited for and how long, and the same command again completes.
 */
import { appendFile, cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Fault, FaultyPlatform, nothing } from "./faulty-platform.ts";
import { Bench } from "./fixture.ts";
import { command, type Ended } from "./operator.ts";
import { workingIn } from "./processes.ts";
import { saying, smallProject, tableText } from "./small-project.ts";

/** Seconds: several times what wrangler needs for a worker of a few lines. */
const LIMIT = "15";
const LATE = `was not over after ${LIMIT} s (MILEPOST_WRANGLER_SECONDS), and was broken off`;

let bench: Bench;
let root: string;
/** Of one command each, so that two can fail side by side. */
let platforms: readonly FaultyPlatform[];

beforeAll(async () => {
  bench = await Bench.create();
  await bench.start({ main: "small" });
  root = await smallProject(bench.folder);
  platforms = [await FaultyPlatform.open(bench.edge.api), await FaultyPlatform.open(bench.edge.api)];
  const first = await plainly(0);
  expect(first.status, first.stderr).toBe(0);
});

afterAll(async () => {
  await Promise.all(platforms.map((platform) => platform.close()));
  await bench.remove();
});

function variables(platform: number): Readonly<Record<string, string>> {
  return { ...platforms[platform]?.variables, MILEPOST_WRANGLER_SECONDS: LIMIT };
}

function deploy(platform: number, ...workers: readonly string[]): Promise<Ended> {
  return command(root, ["deploy", ...workers], variables(platform));
}

/** For what a deploy changes. */
function breaking(platform: number, path: RegExp, fault: Fault): void {
  const it = platforms[platform];
  if (it === undefined) throw new Error(`There is no platform ${platform}.`);
  it.faults = (method, where) => (method !== "GET" && path.test(where) ? fault : null);
}

function repair(): void {
  for (const platform of platforms) platform.faults = nothing;
}

async function answered(): Promise<unknown> {
  return (await fetch(bench.edge.url)).json();
}

test("an upload that is never answered, and one that was done and is never answered", async () => {
  await Promise.all(["v3", "v4"].map((version) => saying(root, version, `${version} 2`)));
  breaking(0, /scripts\/small-v3\/versions/, { kind: "hanging" });
  breaking(1, /scripts\/small-v4\/deployments/, { kind: "lost", by: "hanging" });
  const [before, after] = await Promise.all([deploy(0, "small-v3"), deploy(1, "small-v4")]);
  for (const [name, { status, stderr }] of [["small-v3", before] as const, ["small-v4", after] as const]) {
    expect(status, stderr).toBe(1);
    expect(stderr).toBe(
      `Not done: Deploy ${name} (what is live was not deployed by milepost).\nDeploying '${name}' ${LATE}: it may or may not be live.\n` +
        "Nothing was done before that. Start it again: it goes on there.\n",
    );
  }
  await expect.poll(() => workingIn(bench.folder)).toEqual([]);
  expect(await answered()).toMatchObject({ versions: { V3: "v3 1", V4: "v4 2" } });

  repair();
  const again = await deploy(0, "small-v3", "small-v4");
  expect(again.status, again.stderr).toBe(0);
  // Of the second the build is live already; of its routes, which come after, nobody knows.
  for (const name of ["small-v3", "small-v4"])
    expect(again.stdout).toContain(`Done: Deploy ${name} (its last deploy broke off)`);
  expect(await answered()).toMatchObject({ versions: { V3: "v3 2", V4: "v4 2" } });
});

const PLAIN = fileURLToPath(new URL("../../cli/deploy.ts", import.meta.url));

/** `npm run deploy` in the project. */
function plainly(platform: number): Promise<Ended> {
  return command(root, [], variables(platform), PLAIN);
}

test("a plain deploy says which worker nobody knows of, and what is live", async () => {
  await saying(root, "v3", "v3 3");
  breaking(0, /scripts\/small-v3\/versions/, { kind: "hanging" });
  const [deployed, bundled] = await Promise.all([plainly(0), deafBuild()]);
  expect(deployed.status).toBe(1);
  expect(deployed.stderr).toBe(
    `Deploying 'small-v3' ${LATE}: it may or may not be live.\n` +
      "Deployed before that and live: small-v4. Everything else is as it was. Run the same command again.\n",
  );
  // What wrangler itself waits for is ended, too, and without it nothing is uploaded.
  expect(bundled.status).toBe(1);
  expect(bundled.stderr).toBe(
    `Bundling what workers/v4/wrangler.toml describes ${LATE}: nothing was uploaded. Run the same command again.\n`,
  );
  await expect.poll(() => workingIn(bench.folder)).toEqual([]);

  repair();
  const again = await plainly(0);
  expect(again.status, again.stderr).toBe(0);
  expect(await answered()).toMatchObject({ versions: { V3: "v3 3" } });
});

/** In a copy of the project: a build that does not end, and is deaf to the first signal, as builds may well be. */
async function deafBuild(): Promise<Ended> {
  const elsewhere = join(bench.folder, "elsewhere");
  await cp(root, elsewhere, { recursive: true });
  await appendFile(
    join(elsewhere, "workers/v4/wrangler.toml"),
    `\n[build]\ncommand = "trap '' TERM; sleep 300; true"\n`,
  );
  return command(elsewhere, ["deploy", "small-v4"], variables(1));
}

test("a first deployment breaks between its build and its address: the next run does not call it unchanged", async () => {
  const elsewhere = join(bench.folder, "another");
  await cp(root, elsewhere, { recursive: true });
  const table = await tableText(root);
  await writeFile(join(elsewhere, "wrangler.toml"), table.replace('name = "small"', 'name = "another"'));
  const it = (): Promise<Ended> => command(elsewhere, ["deploy", "another"], variables(0));
  breaking(0, /scripts\/another\/subdomain/, { kind: "dropped" });
  const broken = await it();
  expect(broken.status, broken.stderr).toBe(1);
  expect(broken.stderr).toContain("the connection to the platform was lost");
  expect(await isPublic("another")).toBe(false);

  repair();
  const again = await it();
  expect(again.status, again.stderr).toBe(0);
  expect(again.stdout).toContain("Done: Deploy another (its last deploy broke off)");
  expect(await isPublic("another")).toBe(true);
});

async function isPublic(worker: string): Promise<boolean> {
  const { url, token, accountId } = bench.edge.api;
  const headers = { Authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/accounts/${accountId}/workers/workers/${worker}`, { headers });
  const { result } = (await answer.json()) as { result: { subdomain: { enabled: boolean } } };
  return result.subdomain.enabled;
}

test("a limit that is none is told before anything is asked", async () => {
  const wrong = await command(root, ["deploy"], { ...variables(0), MILEPOST_WRANGLER_SECONDS: "ten" });
  expect([wrong.status, wrong.stdout]).toEqual([2, ""]);
  expect(wrong.stderr).toMatch(/^MILEPOST_WRANGLER_SECONDS is 'ten'.*\n$/);
});
