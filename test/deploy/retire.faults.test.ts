/**
 * A retirement over an API that fails: before anything was changed each failure is a sentence and status 4, in the middle it
 * is status 1 and what was done stays; the same command then completes. Over the variables, as for Cloudflare itself.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { ApiProxy, type Breaking } from "./api-proxy.ts";
import { ADMIN_TOKEN } from "./milepost.ts";
import { command, type Ended } from "./operator.ts";
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
let proxy: ApiProxy;
let table: string;

beforeAll(async () => {
  it = await retiringProject();
  await pastSunset(it);
  table = await tableOf(it);
  proxy = await ApiProxy.open(it.bench.edge.api.url);
});

afterAll(async () => {
  proxy.close();
  await it.bench.remove();
});

async function retire(
  breaking: Breaking | null,
  variables: Readonly<Record<string, string | undefined>> = {},
): Promise<Ended> {
  proxy.breaking = breaking;
  const { token, accountId } = it.bench.edge.api;
  return command(it.root, ["version", "retire", "v1", "--despite-callers", "--yes"], {
    CLOUDFLARE_API_BASE_URL: proxy.url,
    CLOUDFLARE_API_TOKEN: token,
    CLOUDFLARE_ACCOUNT_ID: accountId,
    MILEPOST_URL: it.bench.edge.url,
    MILEPOST_ADMIN_TOKEN: ADMIN_TOKEN,
    ...variables,
  });
}

const on = (method: string, path: RegExp, fault: Breaking["fault"]): Breaking => ({ method, path, fault });
const EXISTS = /services\/milepost-v1$/;

test.each<readonly [string, Breaking | null, Record<string, string | undefined>, RegExp]>([
  ["no token", null, { CLOUDFLARE_API_TOKEN: undefined }, /^CLOUDFLARE_API_TOKEN must be set to reach Cloudflare/],
  ["no operator's token", null, { MILEPOST_ADMIN_TOKEN: undefined }, /^MILEPOST_ADMIN_TOKEN must be set/],
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
])("%s: one sentence, status 4, nothing changed", async (_, breaking, variables, sentence) => {
  const { status, stderr } = await retire(breaking, variables);
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

test("the answer to the deletion is lost: the next run looks, and has nothing to delete", async () => {
  const { status, stderr } = await retire(on("DELETE", /services\/milepost-v1/, { kind: "lost" }));
  expect(status).toBe(1);
  expect(stderr).toContain("it may or may not have been done");
  expect(await workerThere(it, "milepost-v1")).toBe(false);
  expect(await statusOf(it, V1)).toBe(410);
  const { stdout } = await must(retire(null));
  expect(stdout).toContain("Done: Delete the worker 'milepost-v1'");
  expect(await statusOf(it, "/api/v2/contacts.json")).toBe(200);
});
