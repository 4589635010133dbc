import { expect, test } from "vitest";
import { editsFor, goesWith } from "./removal.ts";

test.each([
  ["workers/v3/index.ts", true],
  ["store/legacy/v3.ts", true],
  ["store/legacy/v3_pages.ts", true],
  ["contracts/counted_flows.ts", true],
  ["store/test/legacy.test.ts", true],
  ["test/system/v3.reads.test.ts", true],
  ["test/contract/clients/v3.ts", true],
  ["examples/v3.retained.toml", true],
  ["bench/variants/v3-counted.ts", true],
  ["workers/v30/index.ts", false],
  ["workers/v4/v3/index.ts", false],
  ["test/system/v30.reads.test.ts", false],
  ["test/system/v4.reads.test.ts", false],
  ["docs/migrating-v3-to-v4.md", false],
  ["contracts/account.ts", false],
  ["store/index.ts", false],
])("%s goes with v3: %s", (path, goes) => {
  expect(goesWith(path, "v3")).toBe(goes);
});

function edited(path: string, text: string): string {
  const edit = editsFor("v3", "2027-04-06").get(path);
  if (edit === undefined) throw new Error(`nothing edits ${path}`);
  return edit(text);
}

test("of the table goes the binding, with the limits that have its name; the tombstone gets its day", () => {
  const binding = (number: number) => `[[services]]\nbinding = "V${number}"\nservice = "api-v${number}"\n\n`;
  const rest = (v3: string, limits: string) =>
    `[vars.VERSION_V3]\ndeprecated = "2026-01-01"\nguide = "/docs/go"\n${v3}\n[vars.LIMIT_POLICIES]\nv4 = 1\n${limits}`;
  const before = `${binding(4)}${binding(3)}${rest("", '"v3" = { limit = 5 } # a few\n')}`;
  expect(edited("wrangler.toml", before)).toBe(`${binding(4)}${rest('retired = "2027-04-06"\n', "")}`);
});

test("the store stops exporting its legacy module", () => {
  const before = [
    'import { AccountStore } from "./account.ts";',
    'import { COUNTED } from "./legacy/v3.ts";',
    "",
    'export { LegacyV3 } from "./legacy/v3.ts";',
    "",
    "class Account extends AccountStore {",
    "  modules = { counted: COUNTED };",
    "}",
  ];
  expect(edited("store/index.ts", before.join("\n")).split("\n")).toEqual([
    before[0],
    "",
    before[5],
    "  modules = {};",
    "}",
  ]);
});

test("prose loses what stands between its marks, each pair by itself", () => {
  const before =
    "a\n\n<!-- v3 -->\nb\n<!-- /v3 -->\n\nc\n\n<!-- v3 -->\nd\n<!-- /v3 -->\n<!-- v4 -->\ne\n<!-- /v4 -->\n";
  expect(edited("README.md", before)).toBe("a\n\nc\n\n<!-- v4 -->\ne\n<!-- /v4 -->\n");
});
