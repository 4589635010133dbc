/** Who calls what, and who loses what, from the terminal: calls through a real router, counted, asked for, crossed. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { adminOf } from "./admin-api.ts";
import { milepost, type Ran } from "./command.ts";
import { day, startTable, type Table } from "./table.ts";

let table: Table;
let folder: string;

const GUIDE = "/docs/migrating";
const VERSION_V3 = { deprecated: day(-9), successor: 4, guide: GUIDE };

beforeAll(async () => {
  table = await startTable(
    { APPLICATION_DEFAULT: { default: 4 }, APPLICATION_SHOP: { default: 3 }, VERSION_V3, VERSION_V2: { successor: 4 } },
    ["V3", "V4", "SHOP_V3"],
  );
  for (const account of ["ada", "bob"]) {
    await table.load(account, [{ tokens: { token: `key-of-${account}`, role: "A" } }]);
  }
  const repeated = (count: number, ...asked: Parameters<typeof call>) =>
    Array.from({ length: count }, () => call(...asked));
  await Promise.all([
    ...repeated(3, "/api/v3/x?set=X-Route:GET+/contacts", "ada"),
    ...repeated(1, "/api/v3/x?status=404&set=X-Route:POST+/steps", "ada"),
    ...repeated(2, "/api/x?set=X-Route:POST+/steps", "bob", { "API-Version": "3" }),
    ...repeated(1, "/api/v3/x?set=X-Route:GET+/secret", "bob"),
    ...repeated(4, "/api/x?set=X-Route:GET+/contacts", "bob"),
    ...repeated(1, "/api/shop/v3/x?set=X-Route:GET+/carts", "bob"),
  ]);
  const admin = adminOf(table.url);
  const calls = async (version: string) => (await admin(`/admin/usage?version=${version}`)).body["calls"];
  const counted = async () => [await calls("V3"), await calls("V4"), await calls("SHOP_V3")];
  await vi.waitFor(async () => expect(await counted()).toEqual([7, 4, 1]), { timeout: 40_000, interval: 500 });
  folder = project();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await table.close();
});

async function call(path: string, account: string, headers: Record<string, string> = {}): Promise<void> {
  const answer = await table.fetch(path, { headers: { ...headers, Authorization: `Token key-of-${account}` } });
  await answer.body?.cancel();
}

/** What an operator has on disk of such a table. */
function project(): string {
  const root = mkdtempSync(join(tmpdir(), "milepost-usage-"));
  const bindings = ["V3", "V4", "SHOP_V3"].map((binding) => {
    const name = binding.toLowerCase().replace("_", "-");
    const place = join(root, "workers", name);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, "wrangler.toml"), `name = "api-${name}"\nworkers_dev = false\npreview_urls = false\n`);
    return `[[services]]\nbinding = "${binding}"\nservice = "api-${name}"\n`;
  });
  const vars = Object.entries(VERSION_V3).map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`);
  writeFileSync(
    join(root, "wrangler.toml"),
    `name = "api"\n${bindings.join("")}[vars.APPLICATION_DEFAULT]\ndefault = 4\n[vars.VERSION_V3]\n${vars.join("")}`,
  );
  const document = (paths: object) =>
    JSON.stringify({ openapi: "3.1.0", info: { title: "Fixture", version: "1" }, paths });
  const migration = { "x-successor-operation": "GET /contacts", "x-migration": "Follow next." };
  writeFileSync(
    join(root, "workers/v3/openapi.json"),
    document({
      "/contacts.json": { get: migration },
      "/steps.json": { post: { "x-successor-operation": null } },
      "/idle.json": { get: { "x-successor-operation": null } },
    }),
  );
  writeFileSync(join(root, "workers/v4/openapi.json"), document({ "/contacts.json": { get: {} } }));
  return root;
}

const run = (...args: readonly string[]): Promise<Ran> => milepost(args, { url: table.url, cwd: folder });

async function rows(...args: readonly string[]): Promise<readonly Record<string, unknown>[]> {
  const ran = await run("usage", ...args, "--json");
  expect(ran.status, ran.stderr).toBe(0);
  return (ran.json()["result"] as { rows: Record<string, unknown>[] }).rows;
}

describe("usage", () => {
  test("of a version is by account and key, with ways, operations and when last", async () => {
    const found = await rows("v3");
    expect(found).toMatchObject([
      { account: "ada", calls: 4, errors: 1, ways: ["url"], operations: ["GET /contacts", "POST /steps"] },
      { account: "bob", calls: 3, errors: 0, ways: ["header", "url"], operations: ["POST /steps", "GET /secret"] },
    ]);
    expect(Date.now() - Date.parse(String(found[0]?.["last_seen"]))).toBeLessThan(600_000);
    const { stdout } = await run("usage", "v3");
    expect(stdout).toContain(`Calls of v3 from ${day(-29)} to ${day(0)}:`);
    expect(stdout).toMatch(
      /^ada +[0-9a-f-]{36} +4 +1 +url +GET \/contacts, POST \/steps +\d{4}-\d\d-\d\d \d\d:\d\dZ$/m,
    );
  });

  test.each([
    [
      "account",
      [
        { account: "ada", calls: 4 },
        { account: "bob", calls: 3 },
      ],
    ],
    [
      "way",
      [
        { way: "url", calls: 5 },
        { way: "header", calls: 2 },
      ],
    ],
    [
      "operation",
      [
        { operation: "GET /contacts", calls: 3, accounts: 1, errors: 0 },
        { operation: "POST /steps", calls: 3, accounts: 2, errors: 1 },
        { operation: "GET /secret", calls: 1 },
      ],
    ],
    ["day", [{ day: day(0), calls: 7, errors: 1, accounts: 2, defaulted: 0 }]],
  ])("is put together by %s", async (by, expected) => {
    expect(await rows("v3", "--by", by)).toMatchObject(expected);
    expect((await run("usage", "v3", "--by", by)).stdout.split("\n")).toHaveLength(expected.length + 3);
  });

  test("is told of one account alone, and of the days asked for alone", async () => {
    expect(await rows("v3", "--account", "bob")).toMatchObject([{ account: "bob", calls: 3 }]);
    expect(await rows("v3", "--account", "bob", "--by", "day")).toMatchObject([
      { day: day(0), calls: 3, accounts: null },
    ]);
    expect(await rows("v3", "--account", "a")).toEqual([]);
    expect(await rows("v3", "--from", day(-9), "--to", day(-2))).toEqual([]);
    expect((await run("usage", "v3", "--to", day(-2), "--from", day(-9))).stdout).toContain("Nobody called v3");
    expect(await rows("shop/v3")).toMatchObject([{ account: "bob", calls: 1, operations: ["GET /carts"] }]);
  });

  test("without a version is each version's, those that are gone included", async () => {
    const ran = await run("usage", "--json");
    expect((ran.json()["result"] as { versions: object[] }).versions).toMatchObject([
      { version: "v4", calls: 4, defaulted: 4 },
      { version: "v3", stage: "deprecated", calls: 7, errors: 1, defaulted: 0 },
      { version: "v2", stage: "retired", calls: 0 },
      { version: "shop/v3", calls: 1 },
    ]);
    expect((await run("usage")).stdout).toMatch(/^v3 +deprecated +7 +1 +0 +url 71 %, header 29 %$/m);
  });

  test("is refused where it cannot be meant, and says what to write", async () => {
    const wrong = async (...args: readonly string[]) => (await run("usage", ...args)).status;
    expect(await wrong("v3", "--by", "moon")).toBe(2);
    expect(await wrong("v3", "--days", "0")).toBe(2);
    expect(await wrong("--by", "day")).toBe(2);
    expect(await wrong("vv")).toBe(2);
    const gone = await run("usage", "v9");
    expect([gone.status, gone.stderr]).toEqual([3, expect.stringContaining("The version table has no V9")]);
  });
});

describe("the impact of a version's end", () => {
  test("names first whose calls go nowhere, then what no document knows, then the rest, and the guide", async () => {
    const ran = await run("version", "impact", "v3", "--json");
    expect(ran.status, ran.stderr).toBe(0);
    expect(ran.json()["result"]).toMatchObject({
      version: "v3",
      successor: "v4",
      guide: new URL(GUIDE, table.url).href,
      rows: [
        { account: "bob", operation: "POST /steps", calls: 2, why: "none", counterpart: null },
        { account: "ada", operation: "POST /steps", calls: 1, why: "none" },
        { account: "bob", operation: "GET /secret", calls: 1, why: "undocumented" },
        {
          account: "ada",
          operation: "GET /contacts",
          calls: 3,
          counterpart: "GET /contacts",
          to_do: "Call it in v4. Follow next.",
        },
      ],
      without_counterpart_and_not_called: ["GET /idle"],
      totals: { calls: 7, accounts: 2, accounts_affected: 2, calls_without_counterpart: 3, calls_unclear: 1 },
      notes: [],
    });
    const { stdout } = await run("version", "impact", "v3");
    const places = [
      "Without a counterpart in v4:",
      "Nobody can say",
      "With a counterpart in v4, or",
      "GET /idle",
      "Calls in all: 7",
    ];
    const found = places.map((text) => stdout.indexOf(text));
    expect(Math.min(...found), stdout).toBeGreaterThanOrEqual(0);
    expect(found, stdout).toEqual(found.toSorted((a, b) => a - b));
    expect(stdout).toContain(`Guide for callers: ${new URL(GUIDE, table.url).href}`);
  });

  test("stops a script that asked to be stopped, and no other", async () => {
    const strict = await run("version", "impact", "v3", "--strict");
    expect([strict.status, strict.stderr]).toEqual([3, expect.stringContaining("4 calls of v3 have no counterpart")]);
    expect((await run("version", "impact", "v3", "--strict", "--from", day(-9), "--to", day(-2))).status).toBe(0);
  });

  test("is told as far as it is known of a version without a document or a successor, in any application", async () => {
    const ran = await run("version", "impact", "shop/v3", "--json");
    expect(ran.json()["result"]).toMatchObject({
      version: "shop/v3",
      successor: null,
      rows: [{ account: "bob", operation: "GET /carts", why: "unknown" }],
      notes: [
        "shop/v3 has no API document, workers/shop-v3/openapi.json.",
        expect.stringContaining("names no successor"),
      ],
    });
    const gone = await run("version", "impact", "v9");
    expect([gone.status, gone.stderr]).toEqual([3, expect.stringContaining("The table has no v9")]);
  });
});
