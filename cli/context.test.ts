import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Unreachable } from "./command.ts";
import { createContext, type Variables } from "./context.ts";

const FLAGS = { yes: false, dryRun: false, json: false, env: null, local: false, data: "nowhere" };
const context = (env: Variables, flags = {}) =>
  createContext({ ...FLAGS, ...flags }, new AbortController().signal, env);

async function unreachable(asked: Promise<unknown>): Promise<string> {
  const error = await asked.catch((it: unknown) => it);
  expect(error).toBeInstanceOf(Unreachable);
  return (error as Error).message;
}

test("Cloudflare by the usual variables; what is missing is named", async () => {
  const all = { CLOUDFLARE_API_TOKEN: "t", CLOUDFLARE_ACCOUNT_ID: "a" };
  expect(await context(all).target()).toEqual({
    url: "https://api.cloudflare.com/client/v4",
    token: "t",
    accountId: "a",
  });
  expect(await context({ ...all, CLOUDFLARE_API_BASE_URL: "http://127.0.0.1:1" }).target()).toMatchObject({
    url: "http://127.0.0.1:1",
  });
  expect(await unreachable(context({}).target())).toMatch(
    /^CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID must be set/,
  );
  expect(await unreachable(context({ ...all, CLOUDFLARE_ACCOUNT_ID: "" }).target())).toMatch(
    /^CLOUDFLARE_ACCOUNT_ID must/,
  );
});

test("the router's administration by its variables; what is missing is named", async () => {
  expect(await unreachable(context({ MILEPOST_URL: "http://127.0.0.1:1" }).admin())).toMatch(
    /^MILEPOST_ADMIN_TOKEN must/,
  );
  expect(await unreachable(context({}).admin())).toMatch(/^MILEPOST_URL .* and MILEPOST_ADMIN_TOKEN must/);
});

test("without a local edge the way to start one is told", async () => {
  expect(await unreachable(context({}, { local: true }).target())).toContain("npm start -- --data nowhere");
});

test("the local edge is found by its folder, and needs no variable", async () => {
  const data = await mkdtemp(join(tmpdir(), "milepost-context-"));
  const api = { url: "http://127.0.0.1:1/client/v4", token: "edge", accountId: "0" };
  await writeFile(join(data, "edge.json"), JSON.stringify({ url: "http://127.0.0.1:2", api }));
  const local = { local: true, data };
  expect(await context({ CLOUDFLARE_API_TOKEN: "t", CLOUDFLARE_ACCOUNT_ID: "a" }, local).target()).toEqual(api);
  expect(await unreachable(context({}, local).admin())).toContain("holds no operator's token");
  await writeFile(join(data, "admin-token"), "first");
  expect((await context({}, local).admin()).url).toBe("http://127.0.0.1:2");
  await rm(data, { recursive: true });
});

describe("the router of an environment", () => {
  let root: string;
  const data = (): string => join(root, ".milepost");
  const edge = (url: string) =>
    JSON.stringify({ url, api: { url: "http://127.0.0.1:1", token: "edge", accountId: "0" } });

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "milepost-context-"));
    vi.spyOn(process, "cwd").mockReturnValue(root);
    await mkdir(data());
    await writeFile(join(data(), "admin-token"), "first");
    await writeFile(join(data(), "edge.json"), edge("http://127.0.0.1:8787"));
    await writeFile(join(root, "wrangler.toml"), 'name = "acme"\n[env.staging]\n[env.two]\nname = "second"\n');
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await rm(root, { recursive: true });
  });

  test.each([
    [null, "http://127.0.0.1:8787"],
    ["staging", "http://acme-staging.localhost:8787"],
    ["two", "http://second.localhost:8787"],
  ])("of %s on the local edge is %s", async (env, url) => {
    expect((await context({}, { local: true, data: data(), env }).admin()).url).toBe(url);
  });

  test("is not reached over a certificate that cannot name it", async () => {
    await writeFile(join(data(), "edge.json"), edge("https://127.0.0.1:8787"));
    expect(await unreachable(context({}, { local: true, data: data(), env: "two" }).admin())).toContain("[env.two]");
  });

  test("that is mistyped is none, wherever the variables lead", async () => {
    const variables = { MILEPOST_URL: "http://127.0.0.1:1", MILEPOST_ADMIN_TOKEN: "t" };
    const asked = context(variables, { env: "stagin" }).admin();
    await expect(asked).rejects.toThrow("wrangler.toml has no [env.stagin]. It has: staging, two.");
  });
});
