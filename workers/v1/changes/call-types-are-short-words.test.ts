import { expect, test } from "vitest";
import { callTypesAreShortWords as change } from "./call-types-are-short-words.ts";
import { WRITTEN } from "./calls.fixture.ts";

const PAIRS = [
  ["mo_call", "call-in"],
  ["mo_miss", "call-in-missed"],
  ["mt_call", "call-out"],
  ["mt_miss", "call-out-missed"],
  ["unknown", "unknown"],
] as const;

test.each(PAIRS)("%s is %s, in filters and in answers", (short, type) => {
  expect(change.select?.({ call_type: [short] }, {})).toEqual({ type: [type] });
  expect(change.response?.({ type }, WRITTEN)).toEqual({ type, call_type: short });
});

test("several types at once, and what was selected before stays", () => {
  expect(change.select?.({ call_type: ["mo_call,nonsense"] }, { id: [1] })).toEqual({
    id: [1],
    type: ["call-in", "nonsense"],
  });
  expect(change.select?.({}, { id: [1] })).toEqual({ id: [1] });
});

test("a word that v2 gets later is unknown", () => {
  expect(change.response?.({ type: "call-held" }, WRITTEN)).toMatchObject({ call_type: "unknown" });
});
