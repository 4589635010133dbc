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

test.each([
  [
    "2017",
    reader2017,
    ["one: name is absent: undefined", "many[1]: name is absent: undefined", "none is absent: undefined"],
  ],
  ["today", readerToday, []],
])("%s: objects inside are read as strictly", (_client, reader, complaints) => {
  const inner = { uuid: "plain", name: "plain" } as const;
  const shape = { one: { one: inner }, many: { many: inner }, none: { one: inner } } as const;
  const whole = { uuid: "u", name: null };
  expect(reader(shape, { one: { uuid: "u" }, many: [whole, { uuid: "u" }] })).toEqual(complaints);
  expect(reader(shape, { one: null, many: [], none: whole })).toEqual([]);
  expect(reader(shape, { one: whole, many: null, none: "text" })).toEqual([
    "many is no list: null",
    "none: is no object",
  ]);
});

test("the newest client takes an absent scalar, but neither an absent list nor an absent map", () => {
  const shape = { a: "plain", n: "integer", t: "datetime", l: "refs", m: "map" } as const;
  expect(readerToday(shape, { t: "2016-01-01T00:00:00+00:00", l: [], m: {} })).toEqual([]);
  expect(readerToday(shape, {})).toEqual(["l is no list: undefined", "m is no object: undefined"]);
});
