import { expect, test } from "vitest";
import { post, turned, WRITTEN } from "./calls.fixture.ts";
import { unitsAreLetters as change } from "./units-are-letters.ts";

test.each([
  ["M", "minutes"],
  ["H", "hours"],
  ["D", "days"],
  ["W", "weeks"],
])("%s is %s", (letter, unit) => {
  expect(turned(change, post({ unit: letter })).body).toEqual({ unit });
  expect(change.response?.({ unit }, WRITTEN)).toEqual({ unit: letter });
});

test("without a unit nothing is added", () => {
  expect(turned(change, post({ offset: 1 })).body).toEqual({ offset: 1 });
});
