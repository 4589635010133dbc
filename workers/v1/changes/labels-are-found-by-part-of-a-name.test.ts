import { expect, test } from "vitest";
import { labelsAreFoundByPartOfAName } from "./labels-are-found-by-part-of-a-name.ts";

test("several UUIDs, and a part of the name", () => {
  const query = { uuid: ["a", "b"], name: ["pam"] };
  expect(labelsAreFoundByPartOfAName.select?.(query, {})).toEqual({ uuid: ["a", "b"], name: "pam" });
  expect(labelsAreFoundByPartOfAName.select?.({}, {})).toEqual({});
});
