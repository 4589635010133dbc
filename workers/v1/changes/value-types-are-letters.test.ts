import { expect, test } from "vitest";
import { post, turned, WRITTEN } from "./calls.fixture.ts";
import { valueTypesAreLetters } from "./value-types-are-letters.ts";

test.each([
  ["T", "text"],
  ["N", "numeric"],
  ["D", "datetime"],
  ["S", "state"],
  ["I", "district"],
  ["W", "ward"],
])("%s is %s, both ways", (letter, word) => {
  expect(turned(valueTypesAreLetters, post({ value_type: letter })).body).toEqual({ value_type: word });
  expect(valueTypesAreLetters.response?.({ value_type: word }, WRITTEN)).toEqual({ value_type: letter });
});
