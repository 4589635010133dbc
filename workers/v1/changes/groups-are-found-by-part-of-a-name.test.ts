import { expect, test } from "vitest";
import { groupsAreFoundByPartOfAName } from "./groups-are-found-by-part-of-a-name.ts";

test.each([
  ["no filter", {}, {}],
  ["several UUIDs", { uuid: ["a", "b"] }, { uuid: ["a", "b"] }],
  ["part of a name", { name: ["cust"] }, { name: "cust" }],
  ["an empty name is none", { name: [""] }, {}],
])("%s", (_name, query, selection) => {
  expect(groupsAreFoundByPartOfAName.select?.(query, {})).toEqual(selection);
});
