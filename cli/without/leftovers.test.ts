import { expect, test } from "vitest";
import { leftovers } from "./leftovers.ts";

const found = (files: Record<string, string>) =>
  leftovers(new Map(Object.entries(files)), "v3").map(({ path, line }) => `${path}:${line}`);

test("the word is found in any case, and only as a word", () => {
  const text = "a v3\nV3!\nv30\nv\n3\n/api/v3/x\nVERSION_V3\nlegacyV3\nv3.1.0";
  expect(found({ "docs/a.md": text })).toEqual(["docs/a.md:1", "docs/a.md:2", "docs/a.md:6"]);
});

test("it may stay in the tombstone's guide, but nowhere else in the table", () => {
  expect(found({ "wrangler.toml": 'guide = "/docs/migrating-v3-to-v4"\nbinding = "V3"' })).toEqual(["wrangler.toml:2"]);
});

test("it may stay in a system test of versions that the test makes up, and in no other", () => {
  const made = 'import { startTable } from "./table.ts";\n"v3"';
  const real = 'import { startSystem } from "./harness.ts";\n"v3"';
  expect(found({ "test/system/a.test.ts": made, "test/system/b.test.ts": real })).toEqual(["test/system/b.test.ts:2"]);
});

test("it may stay in the guide, in pure tests and in history, and not in what runs", () => {
  const files = ["docs/migrating-v3-to-v4.md", "router/a.test.ts", "bench/baseline.json", "router/a.ts", "store/a.ts"];
  expect(found(Object.fromEntries(files.map((path) => [path, "v3"])))).toEqual(["router/a.ts:1", "store/a.ts:1"]);
});
