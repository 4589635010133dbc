/**
 * A retirement over an API that fails, or never answers: before anything was changed each failure is a sentence and status
 * 4, in the middle it is status 1 and what was done stays; the same command then completes. Over the variables, as for
 * Cloudflare itself.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Fault, type Faults, FaultyPlatform, nothing } from "./faulty-platform.ts";
import { ADMIN_TOKEN } from "./milepost.ts";
import { command, type Ended } from "./operator.ts";
import { workingIn } from "./processes.ts";
import {
  isThere,
  must,
  pastSunset,
  type Retiring,
  retiringProject,
  statusOf,
  tableOf,
  workerThere,
} from "./retirement.ts";

const V1 = "/api/v1/org.json";

let it: Retiring;
let platform: FaultyPlatform;
let table: string;

beforeAll(async () => {
  it = await retiringProject();
  await pastSunset(it);
  table = await tableOf(it);
  platform = await FaultyPlatform.open(it.bench.edge.api);
});

afterAll(async () => {
  await platform.close();
  await it.bench.remove();
});

/** This fault for these calls, none for others. */
function on(method: string, path: RegExp, fault: Fault): Faults {
  return (asked, where) => (asked === method && path.test(where) ? fault : null);
}

async function retire(faults: Faults, variables: Readonly<Record<string, string | undefined>> = {}): Promise<Ended> {
  platform.faults = faults;
  return command(it.root, ["version", "retire", "v1", "--despite-callers", "--yes"], {
    ...platform.variables,
    MILEPOST_URL: it.bench.edge.url,
    MILEPOST_ADMIN_TOKEN: ADMIN_TOKEN,
    ...variables,
  });
}

const EXISTS = /services\/milepost-v1$/;

test.each<readonly [string, Faults, Record<string, string | undefined>, RegExp]>([
  ["no token", nothing, { CLOUDFLARE_API_TOKEN: undefined }, /^CLOUDFLARE_API_TOKEN must be set to reach Cloudflare/],
  ["no operator's token", nothing, { MILEPOST_ADMIN_TOKEN: undefined }, /^MILEPOST_ADMIN_TOKEN must be set/],
  [
    "no right to ask who refers",
    on("GET", /references$/, { kind: "status", status: 403 }),
    {},
    /references was refused \(403\): check that CLOUDFLARE_API_TOKEN/,
  ],
  [
    "429",
    on("GET", EXISTS, { kind: "status", status: 429, retryAfter: "90" }),
    {},
    /run the same command again in 90 s/,
  ],
  [
    "500",
    on("GET", EXISTS, { kind: "status", status: 500 }),
    {},
    /failed on the platform's side \(500\): nothing was changed/,
  ],
  ["dropped connections", on("GET", EXISTS, { kind: "dropped" }), {}, /lost its connection to 127\.0\.0\.1/],
  [
    "silence",
    on("GET", EXISTS, { kind: "hanging" }),
    { MILEPOST_CALL_SECONDS: "0.5" },
    /had no answer within 0\.5 s: nothing was changed/,
  ],
])("%s: one sentence, status 4, nothing changed", async (_, faults, variables, sentence) => {
  const { status, stderr } = await retire(faults, variables);
  expect(stderr).toMatch(sentence);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  expect(stderr).not.toContain(it.bench.edge.api.token);
  expect(status).toBe(4);
  expect(await tableOf(it)).toBe(table);
  expect(await isThere(it.root, "tombstones")).toBe(false);
});

test("the connection drops while the router is deployed: the version still answers, and the run can be repeated", async () => {
  const { status, stdout, stderr } = await retire(on("POST", /scripts\/milepost\/versions/, { kind: "dropped" }));
  expect(status).toBe(1);
  expect(stdout).toContain("Done: Write into wrangler.toml");
  expect(stderr).toContain("Not done: Deploy the router 'milepost'");
  expect(await statusOf(it, V1)).toBe(200);
});

/** Seconds: several times what wrangler needs here while other tests run beside it. */
const WRANGLER = "15";

/** The line between what was not done and what was: the only one that says why. */
const why = ({ stderr }: Ended): string => stderr.split("\n")[1] ?? "";

async function expectBrokenOff(ended: Ended): Promise<void> {
  expect(ended.status, ended.stderr).toBe(1);
  expect(ended.stderr).toMatch(/^Not done: Deploy the router 'milepost' as it is here\.\n[^\n]+\n[^\n]+\n$/);
  expect(why(ended)).toBe(
    `Deploying 'milepost' was not over after ${WRANGLER} s (MILEPOST_WRANGLER_SECONDS), and was broken off: it may or may not be live.`,
  );
  expect(ended.stderr).toContain("Start it again: it goes on there.");
  await expect.poll(() => workingIn(it.root)).toEqual([]);
}

test("the upload of the router is never answered: wrangler is ended, and the version still answers", async () => {
  const hanging = on("POST", /scripts\/milepost\/versions/, { kind: "hanging" });
  await expectBrokenOff(await retire(hanging, { MILEPOST_WRANGLER_SECONDS: WRANGLER }));
  expect(await statusOf(it, V1)).toBe(200);
  expect(await statusOf(it, "/api/v2/contacts.json")).toBe(200);
});

test("the router is deployed, and the answer never comes: the version is gone, and that may be so", async () => {
  const hanging = on("POST", /scripts\/milepost\/deployments/, { kind: "lost", by: "hanging" });
  await expectBrokenOff(await retire(hanging, { MILEPOST_WRANGLER_SECONDS: WRANGLER }));
  expect(await statusOf(it, V1)).toBe(410);
  expect(await statusOf(it, "/api/v2/contacts.json")).toBe(200);
});

test("the deletion is never answered: the run has gone on behind the deploy, and the worker is still there", async () => {
  const hanging = on("DELETE", /services\/milepost-v1/, { kind: "hanging" });
  const ended = await retire(hanging, { MILEPOST_CALL_SECONDS: "2" });
  expect(ended.status).toBe(1);
  expect(ended.stdout).toContain("Was done already: Deploy the router 'milepost'");
  expect(ended.stderr).toContain("Not done: Delete the worker 'milepost-v1'");
  expect(why(ended)).toMatch(/^DELETE services\/milepost-v1\S* had no answer within 2 s: it may or may not have been/);
  expect(await workerThere(it, "milepost-v1")).toBe(true);
  expect(await statusOf(it, V1)).toBe(410);
});

test("the answer to the deletion is lost: the next run looks, and has nothing to delete", async () => {
  const { status, stderr } = await retire(on("DELETE", /services\/milepost-v1/, { kind: "lost", by: "dropped" }));
  expect(status).toBe(1);
  expect(stderr).toContain("it may or may not have been done");
  expect(await workerThere(it, "milepost-v1")).toBe(false);
  expect(await statusOf(it, V1)).toBe(410);
  const { stdout } = await must(retire(nothing));
  expect(stdout).toContain("Done: Delete the worker 'milepost-v1'");
  expect(await statusOf(it, "/api/v2/contacts.json")).toBe(200);
});
