import { expect, test } from "vitest";
import { reader2017, readerToday } from "./strictness.ts";

test("the client of 2017 chokes on absent attributes, other types and +00:00", () => {
  const shape = { a: "plain", n: "integer", b: "boolean", t: "datetime", l: "refs", m: "map" } as const;
  expect(reader2017(shape, { a: null, n: 1, b: true, t: "2016-01-01T00:00:00.000001Z", l: [], m: {} })).toEqual([]);
  const bad = { n: true, b: 1, t: "2016-01-01T00:00:00+00:00", l: null, m: [] };
  expect(reader2017(shape, bad)).toEqual([
    "a is absent: undefined",
    "n is no integer: true",
    "b is no boolean: 1",
    't is no datetime: "2016-01-01T00:00:00+00:00"',
    "l is no list: null",
    "m is no object: []",
  ]);
});

test("the newest client takes an absent scalar, but neither an absent list nor an absent map", () => {
  const shape = { a: "plain", n: "integer", t: "datetime", l: "refs", m: "map" } as const;
  expect(readerToday(shape, { t: "2016-01-01T00:00:00+00:00", l: [], m: {} })).toEqual([]);
  expect(readerToday(shape, {})).toEqual(["l is no list: undefined", "m is no object: undefined"]);
});
