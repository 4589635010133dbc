import { expect, test } from "vitest";
import { isKey, keyOf } from "./label.ts";

test.each([
  ["Nick name", "nick_name", true],
  ["Age", "age", true],
  ["A - B", "a_b", true],
  ["Born 2016", "born_2016", true],
  ["1st", "1st", false],
  ["-x", "_x", false],
  ["First Name", "first_name", false],
  ["Mailto", "mailto", false],
  ["Is", "is", false],
  ["Isolated", "isolated", true],
  ["a".repeat(36), "a".repeat(36), true],
  ["a".repeat(37), "a".repeat(37), false],
])("the label %s makes the key %s; usable: %s", (label, key, usable) => {
  expect(keyOf(label)).toBe(key);
  expect(isKey(key)).toBe(usable);
});
