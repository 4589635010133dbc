import { expect, test } from "vitest";
import { flowsAreFoundByManyValues } from "./flows-are-found-by-many-values.ts";

test.each([
  [{}, {}],
  [{ uuid: ["A", "b"] }, { uuid: ["a", "b"] }],
  [{ archived: ["1"] }, { archived: true }],
  [{ archived: ["nonsense"] }, { archived: false }],
  [{ label: ["One, two", "Three"] }, { labels: ["One, two", "Three"] }],
  [{ type: ["F", "S"] }, { types: ["message", "survey"] }],
  [{ type: ["x"] }, { types: [""] }],
  [{ before: ["2016-01-01T00:00:00.5"] }, { before: 1_451_606_400_500_000 }],
  [{ after: ["yesterday"] }, null],
])("%j selects %j", (query, selection) => {
  expect(flowsAreFoundByManyValues.select?.(query, {})).toEqual(selection);
});
