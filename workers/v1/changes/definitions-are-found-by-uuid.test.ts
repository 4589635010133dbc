import { expect, test } from "vitest";
import { definitionsAreFoundByUuid } from "./definitions-are-found-by-uuid.ts";

test.each([
  [{ uuid: ["A"] }, { uuid: "a" }],
  [{ uuid: ["a", "b"] }, { uuid: "b" }],
  [{ uuid: [""] }, null],
  [{}, null],
])("%j selects %j", (query, selection) => {
  expect(definitionsAreFoundByUuid.select?.(query, {})).toEqual(selection);
});
