/** The grammar alone: where members end, what is skipped, and that time grows with length and nothing else. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRange, same } from "./media-range.ts";

/** Every member as [text, weight, values], or null for one that is skipped. */
function members(text: string, parameter = "version") {
  const found: ([string, number, ...string[]] | null)[] = [];
  for (let next = 0; next < text.length;) {
    const range = readRange(text, next, parameter);
    expect(range.next).toBeGreaterThan(next);
    found.push(range.wellFormed ? [text.slice(range.start, range.end), range.weight, ...range.values] : null);
    next = range.next;
  }
  return found;
}

const READ: readonly [string, ReturnType<typeof members>][] = [
  ["a/b", [["a/b", 1]]],
  [
    " a/b ;\tq=0.5 , c/d",
    [
      ["a/b ;\tq=0.5", 0.5],
      ["c/d", 1],
    ],
  ],
  ['a/b;version=2;version="3"', [['a/b;version=2;version="3"', 1, "2", "3"]]],
  ['a/b; Version = "\\"2\\\\"', [['a/b; Version = "\\"2\\\\"', 1, '"2\\']]],
  ["a/b;;q=1;", [["a/b;;q=1;", 1]]],
  ["a/b ; ", [["a/b ;", 1]]],
  ["*", [["*", 1]]],
  ["*;q=.2", [["*;q=.2", 0.2]]],
  [
    "*/*,a/*",
    [
      ["*/*", 1],
      ["a/*", 1],
    ],
  ],
  ['a/b;x=","', [['a/b;x=","', 1]]],
  ["a/b,,c/d", [["a/b", 1], null, ["c/d", 1]]],
  ["*/b", [null]],
  ["a/b;q=1.5,c/d", [null, ["c/d", 1]]],
  ["a/b;q=1;q=1", [null]],
  ['a/b;q="1"', [null]],
  ['a"/,"b,c/d', [null, ["c/d", 1]]],
  ['a/b;x="y,c/d', [null]],
  ['a/b;x="y\\', [null]],
  ['a/b;x="y\\"', [null]],
  ["a/b;q=0.33333333333333333333", [["a/b;q=0.33333333333333333333", 1 / 3]]],
  ["a/b;q=0.000000000000000000000001", [["a/b;q=0.000000000000000000000001", 1e-24]]],
  ["a/b;q=1.00000000000000000000,c/d;q=00000000000000000002", [["a/b;q=1.00000000000000000000", 1], null]],
  ["a/b;q=1.,c/d;q=.,e/f;q=1.0.", [["a/b;q=1.", 1], null, null]],
  ["é/b", [null]],
  ["a/b;\u{1F600}=1", [null]],
];

test.each(READ)("%s", (text, expected) => {
  expect(members(text)).toEqual(expected);
});

test("the parameter's name is the caller's, and q is never a value of it", () => {
  expect(members("a/b;level=2;version=3;q=0.1", "level")).toEqual([["a/b;level=2;version=3;q=0.1", 0.1, "2"]]);
});

test("names are compared by ASCII letters only: a Kelvin sign is no k", () => {
  expect(same("\u212Aafka", 0, 5, "kafka")).toBe(false);
  expect(same("KAFKA", 0, 5, "kafka")).toBe(true);
  expect(same("kafka", 0, 4, "kafka")).toBe(false);
  expect(same("[", 0, 1, "{")).toBe(false);
});

test("a list of well-formed members is read whole, whatever stands between quotes", () => {
  const quoted = fc
    .string({ unit: fc.constantFrom(...'ab,;="\\ /*2'.split("")) })
    .map((text) => `"${text.replace(/["\\]/g, "\\$&")}"`);
  fc.assert(
    fc.property(fc.array(quoted, { minLength: 1 }), (values) => {
      const text = values.map((value) => `a/b;x=${value};version=${value}`).join(",");
      const inside = values.map((value) => value.slice(1, -1).replace(/\\(.)/g, "$1"));
      expect(members(text).map((member) => member?.[2])).toEqual(inside);
    }),
  );
});

test("a weight is the number that its digits spell", () => {
  const digits = fc.string({ unit: fc.constantFrom(..."0123456789".split("")), maxLength: 20 });
  fc.assert(
    fc.property(fc.constantFrom("", "0", "00"), digits, (whole, fraction) => {
      const text = `${whole}.${fraction}`;
      const [member] = members(`a/b;q=${text}`);
      expect(member?.[1]).toBe(/\d/.test(text) ? Number(text) : undefined);
    }),
  );
});

const HOSTILE: readonly [string, string][] = [
  ["commas", ","],
  ["semicolons", ";"],
  ["quotes", '"'],
  ["backslashes", "\\"],
  ["spaces", " "],
  ["tabs and commas", "\t,"],
  ["equals signs", "="],
  ["slashes", "/"],
  ["stars", "*"],
  ["letters", "a"],
  ["ranges", "a/b,"],
  ["parameters", "a/b;version=2;"],
  ["empty parameters", "a/b; ; ;"],
  ["repeated parameters", ";version=2"],
  ["open quotes", 'a/b;x=",'],
  ["escaped quotes", '\\"'],
  ["quoted commas", '","'],
  ["quoted escapes", 'a/b;version="\\2\\2",'],
  ["long weights", "0"],
];

/**
 * The number of times that a character is looked at, counted by a text that counts: no clock, so nothing
 * that the machine does besides can fail this.
 */
function looks(text: string): number {
  let count = 0;
  const counting = {
    length: text.length,
    charCodeAt: (at: number) => (count++, text.charCodeAt(at)),
    slice: (start: number, end: number) => ((count += end - start), text.slice(start, end)),
  } as string;
  for (let next = 0; next < text.length;) next = readRange(counting, next, "version").next;
  return count;
}

describe("the work on hostile input grows with its length and no faster", () => {
  const STARTS = ["", "a/b", 'a/b;x="', "a/b;q=", "a/b;version=2"];
  test.each(HOSTILE)("%s", (_name, unit) => {
    for (const start of STARTS) {
      const of = (length: number) => start + unit.repeat(Math.ceil(length / unit.length));
      const [small, large] = [looks(of(8_000)), looks(of(64_000))];
      expect(large / small, start).toBeLessThan(8.5);
      expect(large / 64_000, start).toBeLessThan(12);
    }
  });
});
