import { expect, test } from "vitest";
import { fieldsAreFoundByPartOfAKey } from "./fields-are-found-by-part-of-a-key.ts";

test.each([
  [{ key: ["nick"] }, { key: "nick" }],
  [{ key: ["a", "b"] }, { key: "b" }],
  [{ key: [""] }, {}],
  [{}, {}],
])("%o asks for %o", (query, selection) => {
  expect(fieldsAreFoundByPartOfAKey.select?.(query, {})).toEqual(selection);
});
