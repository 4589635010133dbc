import { expect, test } from "vitest";
import { broadcastStatesAreLetters } from "./broadcast-states-are-letters.ts";
import { WRITTEN } from "./calls.fixture.ts";

test.each([
  ["queued", "Q"],
  ["sent", "S"],
  ["failed", "F"],
])("%s is %s, both ways", (status, letter) => {
  expect(broadcastStatesAreLetters.response?.({ status }, WRITTEN)).toEqual({ status: letter });
  expect(broadcastStatesAreLetters.select?.({ status: [letter] }, {})).toEqual({ status: [status] });
});

test("letters with commas, and one that is none", () => {
  expect(broadcastStatesAreLetters.select?.({ status: ["Q,S,X"] }, {})).toEqual({ status: ["queued", "sent"] });
  expect(broadcastStatesAreLetters.select?.({}, {})).toEqual({});
});
