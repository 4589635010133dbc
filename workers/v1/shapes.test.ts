import { describe, expect, test } from "vitest";
import { flag, isDeep, isTrue, storable, uuids } from "./shapes.ts";

const JOE = "00000000-0000-4000-8000-00000000010A";

function nested(levels: number): unknown {
  let value: unknown = "end";
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { in: value };
  return value;
}

test.each([
  [100, false],
  [101, true],
  [100_000, true],
])("a body of %i levels is too deep: %s", (levels, deep) => {
  expect(isDeep(nested(levels))).toBe(deep);
});

test.each([
  ["text", true],
  ["a backslash before what looks like an escape: \\u0000 \\\\ud800", true],
  ["a whole pair: 😀", true],
  ["a null character: \0", false],
  ["a backslash and a null character: \\\0", false],
  ["half of a pair: \ud800", false],
  ["the other half: \udc00", false],
])("%j can be stored: %s", (text, can) => {
  expect(storable({ list: [{ text }] })).toBe(can);
  expect(storable({ [text]: 1 })).toBe(can);
});

describe("lists of UUIDs", () => {
  test.each([
    [JOE, true],
    [[JOE, JOE], true],
    [[], true],
    [[JOE, JOE, JOE], false],
    [null, false],
    [[5], false],
    [["joe"], false],
  ])("%j of at most two: %s", (value, fine) => {
    expect(uuids(2)(value) === null).toBe(fine);
  });
});

test.each([
  [true, true],
  [1, true],
  ["1", true],
  ["true", true],
  [false, false],
  [0, false],
  ["0", false],
  ["false", false],
])("%j is a flag, and %s", (value, truth) => {
  expect([flag(value), isTrue(value)]).toEqual([null, truth]);
});

test.each([null, 2, "yes", {}])("%j is no flag", (value) => {
  expect(flag(value)).toEqual(expect.any(String));
});
