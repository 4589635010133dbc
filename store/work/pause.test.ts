import { expect, test } from "vitest";
import { pauseAfter } from "./pause.ts";

test.each([
  [1, 1_000],
  [2, 2_000],
  [5, 16_000],
  [12, 2_048_000],
  [13, 3_600_000],
  [10_000, 3_600_000],
])("after %i failures a step rests for %i ms", (failures, pause) => {
  expect(pauseAfter(failures)).toBe(pause);
});
