/**
 * This repository's own table, held to the rules as any other: its versions are in here as soon as they are bound, and as
 * long as anybody remembers them. Purely, and over HTTP with the router as it is deployed. What the versions answer is
 * test/contract's; a tiny worker stands for each here.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type HttpLevel, startHttpLevel } from "./http.ts";
import { difference } from "./outcome.ts";
import { ownCases } from "./own/cases.ts";
import { ownTable } from "./own/table.ts";
import { pureLevel } from "./pure.ts";

const now = Date.now();
const own = ownTable(readFileSync(fileURLToPath(new URL("../../wrangler.toml", import.meta.url)), "utf8"), now);
const cases = ownCases(own);

test("the table has versions, and no two cases are called the same", () => {
  expect(own.applications.flatMap(({ stages }) => [...stages.keys()])).not.toEqual([]);
  expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
});

describe("purely", () => {
  const run = pureLevel(own.table, now);
  test.each(cases)("$id → $expect", (one) => {
    expect(difference(one.expect, run(one))).toBeNull();
  });
});

describe("over HTTP", () => {
  let http: HttpLevel;
  beforeAll(async () => {
    http = await startHttpLevel(own.table);
  });
  afterAll(() => http.close());

  test.each(cases)("$id → $expect", async (one) => {
    expect(difference(one.expect, await http.run(one))).toBeNull();
  });
});

const bind = (...bindings: readonly string[]): string =>
  bindings.map((binding) => `[[services]]\nbinding = "${binding}"\nservice = "x"\n`).join("");
const application = (name: string, ...lines: readonly string[]): string =>
  [`[vars.APPLICATION_${name}]`, ...lines, ""].join("\n");
const version = (binding: string, ...lines: readonly string[]): string =>
  [`[vars.VERSION_${binding}]`, ...lines, ""].join("\n");
const OVER = ['deprecated = "2020-01-01"', 'sunset = "2020-06-01"'];

/** What it may be another day, so that a release or a retirement is no surprise to the cases. */
test.each([
  ["a first version in preview", bind("V0") + version("V0", "preview = true")],
  [
    "two current ones, the older the default",
    bind("V3", "V4") + application("DEFAULT", "default = 3", 'vendor = "acme"'),
  ],
  [
    "a preview over a current one over two that are over",
    bind("V4", "V5", "V6", "V7") +
      application("DEFAULT", 'default = "latest"') +
      version("V7", "preview = true") +
      version("V5", ...OVER) +
      version("V4", ...OVER, "enforce_sunset = true") +
      version("V3", ...OVER),
  ],
  [
    "nothing but deprecated ones",
    bind("V4", "V9") + application("DEFAULT", 'default = "oldest"') + version("V4", ...OVER) + version("V9", ...OVER),
  ],
  [
    "operations that outlived their version",
    bind("V4", "V5") +
      application("DEFAULT", "default = 5") +
      version("V4", ...OVER, 'retired = "2020-07-01"', 'retained = ["GET /org"]'),
  ],
  [
    "another application, whose callers are its own",
    bind("V4", "COURSE_LIST_V0", "COURSE_LIST_V1") +
      application(
        "COURSE_LIST",
        'vendor = "acme.list"',
        'access = "public"',
        'version_parameter = "level"',
        "latest = []",
        "default = 1",
      ),
  ],
  [
    "another base and another header",
    `[vars.API]\nbase = "/rudder/api"\nversion_headers = ["Version"]\n${bind("V4", "V5")}`,
  ],
])("the cases of a table with %s are made by the same rules", (_, text) => {
  const table = ownTable(text, now);
  const run = pureLevel(table.table, now);
  const made = ownCases(table);
  expect(made.length).toBeGreaterThan(30);
  expect(made.flatMap((one) => difference(one.expect, run(one)) ?? [])).toEqual([]);
});
