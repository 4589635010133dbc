import { expect, test } from "vitest";
import { WRITTEN } from "./calls.fixture.ts";
import { datesHaveMilliseconds } from "./dates-have-milliseconds.ts";

test.each([
  ["cut, not rounded", "2016-02-01T00:00:00.123999Z", "2016-02-01T00:00:00.123Z"],
  ["null stays", null, null],
  ["what is no date stays", "soon", "soon"],
])("%s", (_name, from, to) => {
  expect(datesHaveMilliseconds.response?.({ modified_on: from }, WRITTEN)).toEqual({ modified_on: to });
});

test("text that looks like a date is left alone: only attributes that end in _on are dates", () => {
  const object = { name: "2016-02-01T00:00:00.123999Z" };
  expect(datesHaveMilliseconds.response?.(object, WRITTEN)).toEqual(object);
});
