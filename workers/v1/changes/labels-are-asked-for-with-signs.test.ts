import { expect, test } from "vitest";
import { labelsAreAskedForWithSigns } from "./labels-are-asked-for-with-signs.ts";

test.each([
  ["plain ones are alternatives", ["a", "b,c"], { any: ["a", "b,c"], all: [], none: [] }],
  ["a plus is a must", ["+a", "+b"], { any: [], all: ["a", "b"], none: [] }],
  ["a plus that was not escaped", [" a"], { any: [], all: ["a"], none: [] }],
  ["a minus is a must not", ["-a"], { any: [], all: [], none: ["a"] }],
  ["all together", ["a", "+b", "-c"], { any: ["a"], all: ["b"], none: ["c"] }],
])("%s", (_name, names, label) => {
  expect(labelsAreAskedForWithSigns.select?.({ label: names }, {})).toEqual({ label });
});

test("no label is no filter", () => {
  expect(labelsAreAskedForWithSigns.select?.({}, {})).toEqual({});
});
