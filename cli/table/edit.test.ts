import { readFileSync } from "node:fs";
import { parse } from "@decimalturn/toml-patch";
import fc from "fast-check";
import { expect, test } from "vitest";
import { diffLines } from "./diff.ts";
import { type Edit, editTable } from "./edit.ts";

/** Our own table as it was one day: ours goes on, and what is tested is the editor. */
const OURS = readFileSync(new URL("sample.toml", import.meta.url), "utf8");

/** Everything that is hard at once. */
const HARD = `# head
name = "x"   # n

[vars.VERSION_V3] # t
# before deprecated
deprecated = "2026-11-01" # dep
  # indented
"sunset"   =   "2027-03-01"
brownouts = [
  "2027-02-01T12:00:00Z/PT1H", # first
  # between
  "2027-02-08T12:00:00Z/PT1H",
]
# tail of V3

# what is next
[vars.TEXT]
text = """
[[services]]
binding = "V3"
# no comment
"""
list = [
  ["a"],
  ["[vars.VERSION_V3]"]
]

[env.staging.vars]
A = 1
VERSION_V3 = { deprecated = "2026-11-01", sunset = "2027-03-01" } # inline

# comment S
[[env.staging.services]]
# inner
binding = "V3"
service = "a-v3" # why
[[env.staging.services]]
binding = "V4"
service = "a-v4"

["env"."prod".vars."VERSION_V3"]
deprecated = '2026-11-01'

# the last word
[[env.prod.services]]
binding = "V3"
service = "p-v3"`;

function edited(text: string, ...edits: Edit[]): string {
  const result = editTable(text, edits);
  if (!result.ok) throw new Error(result.fault);
  return result.text;
}

/** Without the lines that say where a hunk is. */
function change(text: string, ...edits: Edit[]): string[] {
  return diffLines("t", text, edited(text, ...edits)).filter((line) => /^[-+](?![-+])/.test(line));
}

const set = (
  environment: string | null,
  values: Extract<Edit, { kind: "set" }>["values"],
  table = "VERSION_V3",
): Edit => ({
  kind: "set",
  environment,
  table,
  values,
});

test("a value is changed in its place, and nothing else", () => {
  expect(change(OURS, set(null, { sunset: "2027-05-01" }))).toEqual([
    '-sunset = "2027-03-01"',
    '+sunset = "2027-05-01"',
  ]);
  expect(change(HARD, set(null, { sunset: "2027-05-01" }))).toEqual([
    '-"sunset"   =   "2027-03-01"',
    '+"sunset"   =   "2027-05-01"',
  ]);
});

test("a new key stands with the others, above what is said of the next section", () => {
  const lines = edited(OURS, set(null, { retained: ["GET /org.json"] })).split("\n");
  const at = lines.indexOf('retained = ["GET /org.json"]');
  expect(lines[at - 1]).toBe('guide = "/docs/migrating-v3-to-v4"');
  expect(lines[at + 1]).toBe("");
});

test("every environment, however it is written", () => {
  const edits = [null, "staging", "prod"].map((environment) => set(environment, { sunset: "2027-05-01" }));
  expect(change(HARD, ...edits)).toEqual([
    '-"sunset"   =   "2027-03-01"',
    '+"sunset"   =   "2027-05-01"',
    '-VERSION_V3 = { deprecated = "2026-11-01", sunset = "2027-03-01" } # inline',
    '+VERSION_V3 = { deprecated = "2026-11-01", sunset = "2027-05-01" } # inline',
    '+sunset = "2027-05-01"',
  ]);
});

test("a list of several lines grows by one", () => {
  const brownouts = ["2027-02-01T12:00:00Z/PT1H", "2027-02-08T12:00:00Z/PT1H", "2027-02-15T12:00:00Z/PT1H"];
  expect(change(HARD, set(null, { brownouts }))).toEqual(['+  "2027-02-15T12:00:00Z/PT1H",']);
});

test("a version that was not described gets a block behind the other versions", () => {
  expect(change(OURS, set(null, { deprecated: "2027-01-01", successor: 5 }, "VERSION_V4"))).toEqual([
    "+[vars.VERSION_V4]",
    '+deprecated = "2027-01-01"',
    "+successor = 5",
    "+",
  ]);
  expect(edited(OURS, set(null, { deprecated: "2027-01-01" }, "VERSION_V4"))).toContain(
    'guide = "/docs/migrating-v3-to-v4"\n\n[vars.VERSION_V4]\ndeprecated = "2027-01-01"\n\n# At most',
  );
});

test("a key and a block are taken out", () => {
  expect(change(OURS, set(null, { guide: null }))).toEqual(['-guide = "/docs/migrating-v3-to-v4"']);
  expect(change(OURS, { kind: "drop", environment: null, table: "VERSION_V3" })).toHaveLength(6);
});

test("unbinding takes the block, the comment right above it, and one blank line", () => {
  expect(change(OURS, { kind: "unbind", environment: null, binding: "V3" })).toEqual([
    "-[[services]]",
    '-binding = "V3"',
    '-service = "milepost-v3"',
    "-",
  ]);
  expect(change(HARD, { kind: "unbind", environment: "staging", binding: "V3" })).toEqual([
    "-# comment S",
    "-[[env.staging.services]]",
    "-# inner",
    '-binding = "V3"',
    '-service = "a-v3" # why',
  ]);
  expect(edited(HARD, { kind: "unbind", environment: "prod", binding: "V3" })).toBe(
    HARD.slice(0, HARD.indexOf("\n\n# the last word")),
  );
});

test("binding again what was unbound gives the same text", () => {
  const off = edited(OURS, { kind: "unbind", environment: null, binding: "V4" });
  expect(edited(off, { kind: "bind", environment: null, binding: "V4", service: "milepost-v4" })).toBe(OURS);
});

test("a binding's target changes in its place", () => {
  expect(change(OURS, { kind: "bind", environment: null, binding: "V3", service: "other" })).toEqual([
    '-service = "milepost-v3"',
    '+service = "other"',
  ]);
});

test("what is so already changes nothing", () => {
  const again: Edit[] = [
    set(null, { sunset: "2027-03-01" }),
    { kind: "bind", environment: null, binding: "V3", service: "milepost-v3" },
    { kind: "unbind", environment: null, binding: "V9" },
    { kind: "drop", environment: null, table: "VERSION_V9" },
  ];
  expect(edited(OURS, ...again)).toBe(OURS);
});

const KEYS = ["deprecated", "sunset", "guide", "retired", "brownouts"] as const;
const value = fc.oneof(
  fc.constantFrom("2027-05-01", "/docs/a", 'a "quoted" # one', ""),
  fc.array(fc.constantFrom("GET /a", "2027-02-01T12:00:00Z/PT1H"), { maxLength: 3 }),
);
const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({
    kind: fc.constant("set" as const),
    environment: fc.constantFrom(null, "staging", "prod"),
    table: fc.constantFrom("VERSION_V3", "VERSION_V4", "APPLICATION_OTHER"),
    values: fc.dictionary(fc.constantFrom(...KEYS), fc.oneof(value, fc.constant(null)), {
      minKeys: 1,
      maxKeys: 3,
      noNullPrototype: true,
    }),
  }),
  fc.record({
    kind: fc.constant("bind" as const),
    environment: fc.constantFrom(null, "staging", "prod"),
    binding: fc.constantFrom("V3", "V4", "V5", "OTHER_V2"),
    service: fc.constantFrom("a", "b"),
  }),
  fc.record({
    kind: fc.constant("unbind" as const),
    environment: fc.constantFrom(null, "staging", "prod"),
    binding: fc.constantFrom("V3", "V4", "V5"),
  }),
);

const comments = (text: string): string[] => text.split(/\r?\n/).flatMap((line) => /#[^"]*$/.exec(line)?.[0] ?? []);

test.each([
  ["ours", OURS],
  ["hard", HARD],
  ["CRLF", HARD.replaceAll("\n", "\r\n")],
])("whatever is edited, the rest stays: %s", (_name, text) => {
  fc.assert(
    fc.property(fc.array(anyEdit, { minLength: 1, maxLength: 4 }), (edits) => {
      const after = edited(text, ...edits);
      expect(editTable(after, edits).ok).toBe(true);
      expect(() => parse(after)).not.toThrow();
      // Comments go with a block or a value that goes; none comes, none is changed.
      expect(comments(text)).toEqual(expect.arrayContaining(comments(after)));
      if (edits.every(({ kind }) => kind === "bind")) expect(comments(after)).toEqual(comments(text));
      // A comment at the top and one that stands alone are nobody's to take.
      for (const line of ["# tail of V3", "# head"]) expect(after.includes(line)).toBe(text.includes(line));
      expect(after.includes("\r\n")).toBe(text.includes("\r\n"));
      expect(/[^\r]\n/.test(after) && text.includes("\r\n")).toBe(false);
    }),
    { numRuns: 40 },
  );
});
