import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readTable, registryOf } from "../table/read.ts";
import { readVersionName, versionLabel } from "../table/named.ts";
import { listLines, listVersions, listWarnings, type SeenUsage, wireVersion } from "./list.ts";

const NOW = Date.parse("2027-03-02T00:00:00Z");
const USAGE: SeenUsage = {
  calls2d: 12,
  calls30d: 3400,
  callers: 1000,
  allCallers: false,
  ways: [
    { way: "url", share: 0.98 },
    { way: "default", share: 0.02 },
  ],
};
const TABLE = `
[[services]]
binding = "V4"
service = "b"
[[services]]
binding = "V3"
service = "a"
[[services]]
binding = "COURSE_LIST_V0"
service = "c"
[vars.VERSION_V3]
deprecated = "2026-11-01"
sunset = "2027-03-01"
brownouts = ["2027-03-01T23:00:00Z/PT2H"]
[vars.VERSION_V0]
deprecated = "2026-01-01"
[vars.VERSION_COURSE_LIST_V0]
preview = true
`;

function listed(text: string, usage: ReadonlyMap<string, SeenUsage>) {
  const read = readTable(text, NOW);
  const registry = read.ok ? registryOf(read.table, null) : null;
  if (registry === null) throw new Error("The table is faulty.");
  return listVersions(registry, usage, NOW);
}

test("stage, dates and usage of every version, in columns", () => {
  expect(listLines(listed(TABLE, new Map([["V3", USAGE]])))).toEqual([
    "VERSION         STAGE                     BOUND  DEPRECATED  SUNSET               CALLS 2 D  30 D  CALLERS  CHOSEN BY",
    "v4              current                   yes    -           -                    -          -     -        -",
    "v3              deprecated, brownout now  yes    2026-11-01  2027-03-01, overdue  12         3400  1000+    url 98 %, default 2 %",
    "v0              retired                   no     2026-01-01  -                    -          -     -        -",
    "course-list/v0  preview                   yes    -           -                    -          -     -        -",
  ]);
});

test("what a script reads", () => {
  expect(listed(TABLE, new Map([["V3", USAGE]])).map(wireVersion)[1]).toEqual({
    version: "v3",
    binding: "V3",
    stage: "deprecated",
    brownout: true,
    deprecated: "2026-11-01",
    sunset: "2027-03-01",
    overdue: true,
    bound: true,
    usage: { calls_2d: 12, calls_30d: 3400, callers: 1000, callers_complete: false, ways: USAGE.ways },
  });
});

test.each<[string, string, Partial<SeenUsage>, string[]]>([
  ["whoever calls a preview", "COURSE_LIST_V0", {}, ["1000+ accounts call course-list/v0, a preview"]],
  ["a single one", "COURSE_LIST_V0", { callers: 1, allCallers: true }, ["1 account calls course-list/v0, a preview"]],
  ["not of one that nobody calls", "COURSE_LIST_V0", { callers: 0, allCallers: true }, []],
  ["not of what is no preview", "V4", {}, []],
])("is warned of: %s", (_, binding, usage, warned) => {
  const warnings = listWarnings(listed(TABLE, new Map([[binding, { ...USAGE, ...usage }]])));
  expect(warnings).toEqual(warned.map((text) => expect.stringContaining(text)));
});

test.each([
  ["v3", "v3"],
  ["3", "v3"],
  ["V3", "v3"],
  ["course-list/v0", "course-list/v0"],
  ["COURSE_LIST_V0", "course-list/v0"],
])("%s is the version %s", (word, label) => {
  expect(versionLabel(readVersionName(word))).toBe(label);
});

test.each(["", "latest", "v03", "v3/v4", "v3.2", "/v3", "a/b/v3"])("'%s' is no version", (word) => {
  expect(() => readVersionName(word)).toThrow("is no version: write v3");
});

test("our own table lists", () => {
  const ours = readFileSync(new URL("../../wrangler.toml", import.meta.url), "utf8");
  expect(listed(ours, new Map()).length).toBeGreaterThan(1);
});
