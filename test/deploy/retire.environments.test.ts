/**
 * An environment beside production, from its blocks in the configurations to a version's end there: a table of its own
 * under other names, whose callers, pins and answers are its own, and whose decisions end nothing elsewhere.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { resolveLocalhost } from "../../cli/localhost.ts";
import { trafficOf } from "../../cli/platform/worker.ts";
import { ADMIN_TOKEN } from "./milepost.ts";
import { type Ended, milepost } from "./operator.ts";
import {
  changeTable,
  countedCalls,
  isThere,
  must,
  type Retiring,
  retiringProject,
  statusOf,
  tableOf,
  workerThere,
} from "./retirement.ts";

const STAGING = ["--env", "staging"];
const V1 = "/api/v1/contacts.json";
const WORKERS = ["milepost-store", "milepost-v2", "milepost-v1", "milepost-admin", "milepost"];
const RETIRE = ["version", "retire", "v1", "--yes"];

let it: Retiring;

beforeAll(async () => {
  resolveLocalhost();
  it = await retiringProject();
  await writeFile(join(it.bench.dataDir, "admin-token"), ADMIN_TOKEN);
});

afterAll(() => it.bench.remove());

/** Its router, as a browser on this machine finds it. */
function stagingUrl(): string {
  return `http://milepost-staging.localhost:${new URL(it.bench.edge.url).port}`;
}

function staging(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${stagingUrl()}${path}`, init);
}

async function stagingStatus(path: string, key?: string): Promise<number> {
  const response = await staging(path, key === undefined ? {} : { headers: { Authorization: `Token ${key}` } });
  await response.arrayBuffer();
  return response.status;
}

interface Said {
  readonly outcome: string;
  readonly reasons?: readonly string[];
  readonly error?: string;
  readonly result?: {
    readonly unchanged?: readonly string[];
    readonly warnings?: readonly string[];
    readonly steps?: readonly { readonly step: string; readonly taken: string }[];
    readonly versions?: readonly { readonly version: string; readonly stage: string; readonly bound: boolean }[];
    readonly key?: string;
  };
}

/** Its one document; its status is another matter. */
async function said(...args: readonly string[]): Promise<Said & Pick<Ended, "status">> {
  const { status, stdout } = await milepost(it, [...args, "--json"]);
  return { status, ...(JSON.parse(stdout) as Said) };
}

const stages = async (...args: readonly string[]) =>
  (await said("version", "list", ...args)).result?.versions?.map(({ version, stage, bound }) => [
    version,
    stage,
    bound,
  ]);

test("an environment that there is not is refused by every command, with those that there are", async () => {
  const none = await milepost(it, ["deploy", ...STAGING]);
  expect([none.status, none.stderr]).toEqual([
    2,
    "wrangler.toml has no [env.staging]. It has none; leave --env out.\n",
  ]);
  await must(milepost(it, ["environment", "create", "staging", "--yes"]));
  for (const command of [["deploy"], ["version", "list"], ["account", "list"], RETIRE]) {
    const { status, stderr } = await milepost(it, [...command, "--env", "stagin"]);
    expect([status, stderr]).toEqual([2, "wrangler.toml has no [env.stagin]. It has: staging.\n"]);
  }
});

/** Which build of each of production's workers has how much of its traffic, and since when. */
function productionBuilds() {
  return Promise.all(WORKERS.map((worker) => trafficOf(it.bench.edge.api, worker)));
}

test("its workers are deployed under names of their own, production's are not touched, and its router answers", async () => {
  const before = await productionBuilds();
  expect(before).not.toContain(null);
  const { stdout } = await must(milepost(it, ["deploy", ...STAGING]));
  expect(stdout).toContain(`[env.staging] answers at ${stagingUrl()}`);
  for (const worker of WORKERS) expect(await workerThere(it, `${worker}-staging`), worker).toBe(true);
  expect(await productionBuilds()).toEqual(before);

  expect(await stagingStatus("/health/versions")).toBe(200);
  const listed = (await (await staging("/api")).json()) as { versions: { url: string }[] };
  for (const version of listed.versions) expect(version.url).toContain(stagingUrl());
  // The sample's key is of production.
  expect([await statusOf(it, V1), await stagingStatus(V1, "a".repeat(40))]).toEqual([200, 403]);
});

test("again: nothing is deployed", async () => {
  const again = await said("deploy", ...STAGING);
  expect(again).toMatchObject({ status: 0, result: { steps: [] } });
  expect(again.result?.unchanged?.toSorted()).toEqual(WORKERS.map((worker) => `${worker}-staging`).toSorted());
});

let key: string;

test("it has accounts, keys and usage of its own", async () => {
  await must(milepost(it, ["account", "create", "tester", "--name", "Tester", ...STAGING]));
  key = (await said("key", "create", "tester", "--role", "A", ...STAGING)).result?.key ?? "";
  expect(await stagingStatus("/api/v2/org.json", key)).not.toBe(401);
  const { stdout: here } = await milepost(it, ["account", "list", ...STAGING]);
  const { stdout: there } = await milepost(it, ["account", "list"]);
  expect([here.includes("tester"), there.includes("tester"), there.includes("main")]).toEqual([true, false, true]);
});

test("a version's end is announced in the tables of both, and by the router of one", async () => {
  const sunset = async (answer: Promise<Response>) => (await answer).headers.get("Sunset");
  const args = ["version", "deprecate", "v1", "--sunset", "2099-01-01", "--yes", ...STAGING];
  const { stdout } = await must(milepost(it, args));
  expect(stdout).toMatch(/other environments .* next deploy/);
  expect((await tableOf(it)).match(/^sunset = "2099-01-01"$/gm)).toHaveLength(2);
  expect(await sunset(staging("/api/v1/openapi.json"))).toBe("Thu, 01 Jan 2099 00:00:00 GMT");
  expect(await sunset(fetch(new URL("/api/v1/openapi.json", it.bench.edge.url)))).toContain("Mar 2027");
  // Time passes.
  await changeTable(it, (text) =>
    text.replaceAll(
      'deprecated = "2026-11-01"\nsunset = "2099-01-01"',
      'deprecated = "2026-07-01"\nsunset = "2026-11-15"',
    ),
  );
});

test("retired in staging: gone there, and in production it is served and not decided about", async () => {
  expect(await countedCalls(it, "V1")).toBeGreaterThan(0);
  expect(await countedCalls(it, "V1", stagingUrl())).toBe(1);
  // Whoever asked for the document above; production's callers are no reason against it here.
  const refused = await said(...RETIRE, ...STAGING);
  expect([refused.status, refused.reasons]).toEqual([
    3,
    [expect.stringMatching(/called once .* by callers without a key /)],
  ]);
  const { stdout } = await must(milepost(it, [...RETIRE, "--despite-callers", ...STAGING]));
  expect(stdout).toMatch(/Note: The binding is taken out of the top level too: run this again without --env/);
  expect(await stagingStatus("/api/v1/org.json", key)).toBe(410);
  expect(await stagingStatus("/health/versions")).toBe(200);
  expect(await stagingStatus("/api/v2/openapi.json")).toBe(200);
  expect(await workerThere(it, "milepost-v1-staging")).toBe(false);
  expect([await statusOf(it, V1), await workerThere(it, "milepost-v1")]).toEqual([200, true]);
  expect(await tableOf(it)).not.toContain('binding = "V1"');
});

const UNDECIDED =
  /The table says that v1 is retired .* the top level has not decided yet.* milepost version retire v1$/;

test("each environment is told the truth: staging is through with it, production must decide", async () => {
  expect(await stages(...STAGING)).toEqual([
    ["v2", "current", true],
    ["v1", "retired", false],
  ]);
  const [here, there] = await Promise.all([said("version", "list"), said("version", "list", ...STAGING)]);
  expect(here.result?.warnings).toEqual([expect.stringMatching(UNDECIDED)]);
  expect(there.result?.warnings).toEqual([]);
  const again = await said(...RETIRE, ...STAGING);
  expect(again).toMatchObject({
    status: 0,
    result: { steps: [], warnings: [expect.stringContaining("retired already")] },
  });
  const checked = await Promise.all([said("check"), said("check", ...STAGING)]);
  for (const { result, reasons } of checked) {
    expect(reasons).toBeUndefined();
    expect(result?.warnings).toEqual(expect.arrayContaining([expect.stringMatching(UNDECIDED)]));
  }
});

test("no deploy of production's router ends it there by the way, and staging's goes on", async () => {
  for (const command of [["deploy"], ["deploy", "milepost", "--all"]]) {
    expect(await said(...command)).toEqual({
      status: 3,
      outcome: "refused",
      reasons: [expect.stringMatching(UNDECIDED)],
    });
  }
  expect(await statusOf(it, V1)).toBe(200);
  expect(await said("deploy", "milepost-staging", ...STAGING)).toMatchObject({ status: 0, result: { steps: [] } });
});

test("production asks for its own callers, and then the version is gone everywhere", async () => {
  const refused = await said(...RETIRE);
  expect([refused.status, refused.reasons]).toEqual([3, [expect.stringMatching(/v1 was called .* main/)]]);
  expect(await statusOf(it, V1)).toBe(200);
  await must(milepost(it, [...RETIRE, "--despite-callers"]));
  expect([await statusOf(it, V1), await workerThere(it, "milepost-v1")]).toEqual([410, false]);
  expect(await statusOf(it, "/api/v2/contacts.json")).toBe(200);
  expect(await isThere(it.root, "tombstones", "V1.json")).toBe(true);
  const { reasons, result } = await said("check");
  expect(reasons).toBeUndefined();
  expect(result?.warnings?.filter((warning) => UNDECIDED.test(warning))).toEqual([]);
});
