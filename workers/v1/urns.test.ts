import { expect, test } from "vitest";
import { digitsOf, isNational } from "./urns.ts";

test.each([
  ["+250 (788) 123-123", "+250788123123"],
  ["250788123123", "+250788123123"],
  ["0788 123 123", "0788123123"],
  ["00250788123123", "00250788123123"],
  [" MTN ", "mtn"],
])("%s is the number %s", (number, digits) => {
  expect(digitsOf(number)).toBe(digits);
});

test.each([
  ["tel:0788123123", true],
  [" tel:788123123", true],
  ["TEL:0788123123", true],
  ["tel:00250788123123", true],
  ["tel:+250788123123", false],
  ["tel:250788123123", false],
  ["tel:", false],
  ["twitter:0788123123", false],
  ["0788123123", false],
])("%s needs a country: %s", (urn, needs) => {
  expect(isNational(urn)).toBe(needs);
});
