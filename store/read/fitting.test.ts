import { expect, test } from "vitest";
import { fitting } from "./fitting.ts";

test.each([
  [[], 0],
  [[10], 1],
  [[11], 0],
  [[5, 5], 2],
  [[5, 5, 1], 2],
  [[0, 0, 0], 3],
  [[9, 2, 1], 1],
])("of %o, ten bytes hold %i", (sizes, count) => {
  expect(fitting(sizes, 10)).toBe(count);
});
