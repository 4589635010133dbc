/** `milepost check` as CI runs it: the real command in a project of a few files, which is broken in one way after another. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { milepost, type Ran } from "./command.ts";

let folder: string;

const ROUTER = `name = "api"
[vars.APPLICATION_DEFAULT]
default = 4
`;
const binding = (number: number) => `[[services]]\nbinding = "V${number}"\nservice = "api-v${number}"\n`;
const TWO = ROUTER + binding(4) + binding(3);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "milepost-check-"));
  for (const number of [0, 3, 4, 5, 6]) {
    const toml = `name = "api-v${number}"\nworkers_dev = false\npreview_urls = false\n`;
    write(`workers/v${number}/wrangler.toml`, toml);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): void {
  mkdirSync(join(folder, name, ".."), { recursive: true });
  writeFileSync(join(folder, name), text);
}

/** What is in a version's folder: what clients rely on, and what it is today. */
function describeVersion(number: number, accepted: readonly string[], today: readonly string[]): void {
  const document = (paths: readonly string[]) =>
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Fixture", version: "1.0.0" },
      paths: Object.fromEntries(
        paths.map((path) => [path, { get: { responses: { "204": { description: "Done." } } } }]),
      ),
    });
  write(`workers/v${number}/openapi.accepted.json`, document(accepted));
  write(`workers/v${number}/openapi.json`, document(today));
}

function check(...args: readonly string[]): Promise<Ran> {
  return milepost(["check", ...args], { cwd: folder });
}

describe("a breaking change", () => {
  test("of v4 fails, named by file and pointer; one that only adds passes when it is accepted", async () => {
    write("wrangler.toml", TWO);
    describeVersion(4, ["/things.json", "/parts.json"], ["/things.json"]);
    const broken = await check();
    expect([broken.status, broken.stderr]).toEqual([3, expect.stringContaining("workers/v4/openapi.json breaks")]);
    expect(broken.stderr).toContain("/paths/~1parts.json");
    describeVersion(4, ["/things.json"], ["/things.json", "/parts.json"]);
    expect((await check()).stderr).toContain("openapi.accepted.json is behind");
    describeVersion(4, ["/things.json", "/parts.json"], ["/things.json", "/parts.json"]);
    const good = await check();
    expect([good.status, good.stderr, good.stdout]).toEqual([0, "", expect.stringContaining("No fault in 1 table,")]);
  });

  test("of v0, and of a preview, passes, and is said to be left out", async () => {
    write("wrangler.toml", `${TWO}${binding(0)}${binding(5)}[vars.VERSION_V5]\npreview = true\n`);
    describeVersion(0, ["/things.json"], []);
    describeVersion(5, ["/things.json"], []);
    const ran = await check("--json");
    expect(ran.status, ran.stderr).toBe(0);
    expect(ran.json()["result"]).toMatchObject({ faults: [], not_compared: ["workers/v0", "workers/v5"] });
    // Released, the same document is a broken promise.
    write("wrangler.toml", `${TWO}${binding(5)}`);
    expect((await check()).stderr).toContain("workers/v5/openapi.json breaks");
    for (const number of [0, 5]) rmSync(join(folder, `workers/v${number}/openapi.json`));
  });
});

test("a document that sends its clients to what the successor does not have fails", async () => {
  write("wrangler.toml", `${TWO}[vars.VERSION_V3]\nsuccessor = 4\n`);
  describeVersion(4, ["/things.json"], ["/things.json"]);
  const sending = (operation: string) => {
    const text = JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Fixture", version: "1.0.0" },
      paths: { "/old.json": { get: { responses: {}, "x-successor-operation": operation } } },
    });
    for (const name of ["openapi.json", "openapi.accepted.json"]) write(`workers/v3/${name}`, text);
  };
  sending("GET /thing");
  expect((await check()).stderr).toContain("workers/v3/openapi.json sends GET /old to GET /thing, which workers/v4/");
  sending("GET /things");
  expect((await check()).status).toBe(0);
});

test("four live majors warn, and do not fail", async () => {
  write("wrangler.toml", [ROUTER, ...[3, 4, 5, 6].map(binding)].join(""));
  const ran = await check();
  expect([ran.status, ran.stdout]).toEqual([0, expect.stringContaining("Warning: The default application has 4 live")]);
});

test("everything that is wrong is named in one run, every environment's included", async () => {
  write(
    "wrangler.toml",
    `${TWO}[vars.VERSION_V3]\nsunset = 2027-03-01\n[[env.staging.services]]\nbinding = "V4"\nservice = "api-v4"\n[env.staging.vars.API]\nbase = "/api/"\n`,
  );
  write("workers/v4/wrangler.toml", 'name = "api-v4"\n');
  const ran = await check("--json");
  const { reasons } = ran.json() as { reasons: string[] };
  expect([ran.status, reasons]).toEqual([
    3,
    [
      expect.stringContaining("VERSION_V3.sunset is a TOML date"),
      expect.stringContaining("[env.staging]: API.base"),
      expect.stringContaining("workers/v4/wrangler.toml: write workers_dev = false"),
      expect.stringContaining("workers/v4/wrangler.toml: write preview_urls = false"),
    ],
  ]);
});

test("a table that is no TOML, and none at all, are told in a sentence", async () => {
  write("wrangler.toml", "name = \n");
  expect((await check()).stderr).toMatch(/wrangler\.toml is not TOML/);
  rmSync(join(folder, "wrangler.toml"));
  expect([(await check()).status, (await check()).stderr]).toEqual([
    3,
    expect.stringContaining("There is no wrangler.toml"),
  ]);
});

test("with --local and no edge running it is the edge that is missing, and nothing passes for checked", async () => {
  cpSync(fileURLToPath(new URL("../../wrangler.toml", import.meta.url)), join(folder, "wrangler.toml"));
  const ran = await check("--local", "--data", join(folder, "nowhere"));
  expect([ran.status, ran.stderr]).toEqual([4, expect.stringContaining("No local edge runs")]);
  expect((await check("--local", "--offline")).status).toBe(2);
});
