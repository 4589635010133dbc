import { expect, test } from "vitest";
import { broadcastsAreFoundByManyValues } from "./broadcasts-are-found-by-many-values.ts";

test.each([
  ["nothing", {}, {}],
  ["ids with commas", { id: ["1,2"] }, { id: [1, 2] }],
  ["ids repeated, one of them none", { id: ["1", "x"] }, { id: [1] }],
  ["a bound", { after: ["2016-01-01T00:00:00.0Z"] }, { after: 1_451_606_400_000_000 }],
  ["a bound that is none", { before: ["yesterday"] }, null],
])("%s", (_name, query, selection) => {
  expect(broadcastsAreFoundByManyValues.select?.(query, {})).toEqual(selection);
});
