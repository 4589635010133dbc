import { describe, expect, test } from "vitest";
import type { RunRecord } from "../../../contracts/flows.ts";
import { wireRun } from "./wire.ts";

const RECORD: RunRecord = {
  id: 1,
  uuid: "u",
  flow: { uuid: "f", name: "Flow" },
  contact: { uuid: "c", name: null },
  start: null,
  responded: true,
  path: JSON.stringify([{ node: "n", time: "2016-04-01T00:00:00.5Z", more: 1 }]),
  results: "{}",
  createdOn: 1,
  modifiedOn: 2,
  exitedOn: null,
  exitType: null,
};

function valueOf(result: unknown) {
  return wireRun({ ...RECORD, results: JSON.stringify({ key: result }) }, true).values["key"];
}

describe("a result's value", () => {
  test.each([
    ["text", "blue", "blue"],
    ["a number as text", "4", 4],
    ["a fraction", "-1.50", -1.5],
    ["a number", 7.25, 7.25],
    ["fifteen digits", "123456789012345", 123_456_789_012_345],
    ["a number that a float would change", "1234567890123456789", "1234567890123456789"],
    ["something like a number", "1e3", "1e3"],
    ["nothing", "", ""],
    ["neither text nor number", { a: 1 }, null],
  ])("%s", (_, value, wire) => {
    expect(valueOf({ value })?.value).toBe(wire);
  });
});

test("a result of another form has nothing in it, and does no harm", () => {
  const empty = { name: null, value: null, category: null, node: null, time: null };
  for (const odd of [null, 5, "x", [], { name: 4, category: [], node: {}, time: "yesterday" }]) {
    expect(valueOf(odd)).toEqual(empty);
  }
});

test("times are written one way, whatever way they came", () => {
  expect(wireRun(RECORD, true).path).toEqual([{ node: "n", time: "2016-04-01T00:00:00.500000Z" }]);
  expect(valueOf({ time: "2016-04-01T02:00:00+02:00" })?.time).toBe("2016-04-01T00:00:00.000000Z");
});

test("the path is a list, also when it is not asked for", () => {
  expect(wireRun(RECORD, false).path).toEqual([]);
});
