import { expect, test } from "vitest";
import { WRITTEN } from "./calls.fixture.ts";
import { flowLabelsAreNames } from "./flow-labels-are-names.ts";

test("a label is its name", () => {
  const labels = [
    { uuid: "1", name: "One" },
    { uuid: "2", name: "Two" },
  ];
  expect(flowLabelsAreNames.response?.({ labels }, WRITTEN)).toEqual({ labels: ["One", "Two"] });
});
