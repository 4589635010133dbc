import { expect, test } from "vitest";
import { leftovers } from "./leftovers.ts";

const found = (files: Record<string, string>) =>
  leftovers(new Map(Object.entries(files)), "v3").map(({ path, line }) => `${path}:${line}`);

test("the word is found in any case, and only as a word", () => {
  const text = "a v3\nV3!\nv30\nv\n3\n/api/v3/x\nVERSION_V3\nlegacyV3\nv3.1.0";
  expect(found({ "docs/a.md": text })).toEqual(["docs/a.md:1", "docs/a.md:2", "docs/a.md:6", "docs/a.md:9"]);
});

test("it may stay in the tombstone's guide, but nowhere else in the table", () => {
  expect(found({ "wrangler.toml": 'guide = "/docs/migrating-v3-to-v4"\nbinding = "V3"' })).toEqual(["wrangler.toml:2"]);
});

test("a path says it too", () => {
  expect(found({ "docs/v3.md": "" })).toEqual(["docs/v3.md:0"]);
});

const MADE_UP = 'import { startTable } from "./table.ts";\n"v3"';
const REAL = 'import { startSystem } from "./harness.ts";\n"v3"';

test.each([
  ["tombstones/V3.json", "v3"],
  ["docs/migrating-v3-to-v4.md", "v3"],
  ["router/docs/pages.json", "v3"],
  ["router/version/a.test.ts", "v3"],
  ["test/conformance/cases/a.json", "v3"],
  ["test/mutation/mutants.ts", "v3"],
  ["test/system/a.test.ts", MADE_UP],
  ["CHANGELOG.md", "v3"],
  ["bench/baseline.json", "v3"],
  ["workers/v4/openapi.breaks.json", "v3"],
])("it may stay in the tombstone, the guide, fixtures of the router's tests and history: %s", (path, text) => {
  expect(found({ [path]: text })).toEqual([]);
});

test.each([
  // What runs.
  ["router/a.ts", "v3"],
  ["store/a.ts", "v3"],
  ["workers/v4/a.ts", "v3"],
  // The operator's command, its pages and its tests: their examples are of other versions.
  ["cli/commands/a.ts", "v3"],
  ["cli/plan/a.test.ts", "v3"],
  ["local/a.test.ts", "v3"],
  ["docs/operating.md", "v3"],
  ["docs/your-own-api.md", "v3"],
  ["test/deploy/milepost.deploy.test.ts", "v3"],
  ["test/deploy/own-api.test.ts", "v3"],
  ["test/system/cli.usage.test.ts", MADE_UP],
  // Tests of what the table has.
  ["test/system/a.test.ts", REAL],
  ["test/contract/a.test.ts", MADE_UP],
])("it may not stay in %s", (path, text) => {
  expect(found({ [path]: text })).toEqual([`${path}:${text.split("\n").length}`]);
});
