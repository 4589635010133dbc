import { expect, test } from "vitest";
import type { Query } from "../change.ts";
import { contactsAreFoundByManyValues } from "./contacts-are-found-by-many-values.ts";

const select = (query: Query) => contactsAreFoundByManyValues.select?.(query, {});

test.each([
  ["no filter", {}, {}],
  ["several UUIDs", { uuid: ["a", "b"] }, { uuid: ["a", "b"] }],
  ["a comma is part of a value", { uuid: ["a,b"] }, { uuid: ["a,b"] }],
  ["URNs as they are", { urns: ["tel:0788", "TEL:1"] }, { urns: ["tel:0788", "TEL:1"] }],
  ["deleted, as Python says true", { deleted: ["1"] }, { deleted: true }],
  ["deleted, as Python says false", { deleted: ["0"] }, { deleted: false }],
  ["after", { after: ["2016-02-01T00:00:00.000001Z"] }, { after: 1_454_284_800_000_001 }],
  ["before, without Z", { before: ["2016-02-01T00:00:00.5"] }, { before: 1_454_284_800_500_000 }],
  ["an empty date is none", { before: [""] }, {}],
  ["what other changes selected stays", { uuid: ["a"] }, { uuid: ["a"] }],
])("%s", (_name, query, selection) => {
  expect(select(query)).toEqual(selection);
});

test.each(["2016-02-01", "2016-02-01T00:00:00Z", "2016-02-01T00:00:00.0000001Z", "2016-02-31T00:00:00.0Z", "soon"])(
  "the date %s finds nothing",
  (text) => {
    expect(select({ before: [text] })).toBeNull();
    expect(select({ after: [text] })).toBeNull();
  },
);
