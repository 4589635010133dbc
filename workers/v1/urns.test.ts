import { expect, test } from "vitest";
import { isNational, normalUrn } from "./urns.ts";

test.each([
  ["tel:+250788123123", "tel:+250788123123"],
  [" tel:+250 (788) 123-123 ", "tel:+250788123123"],
  ["tel:250788123123", "tel:+250788123123"],
  ["twitter:@Ann", "twitter:ann"],
  ["mailto:Ann@Example.ORG", "mailto:ann@example.org"],
  ["ext:Ann 7", "ext:Ann 7"],
  ["facebook:ref:Ann", "facebook:ref:Ann"],
])("%s is %s", (urn, normal) => {
  expect(normalUrn(urn)).toBe(normal);
});

test.each([
  ["without a country", "tel:0788123123"],
  ["that is no number", "tel:"],
  ["with letters in its number", "tel:+25O788123123"],
  ["without a scheme", "0788123123"],
])("a URN %s stays as it is, for v2 to complete or refuse", (_name, urn) => {
  expect(normalUrn(urn)).toBe(urn);
});

test.each([
  ["tel:0788123123", true],
  ["tel:788123123", true],
  ["tel:00250788123123", true],
  ["tel:+250788123123", false],
  ["tel:250788123123", false],
  ["tel:", false],
  ["twitter:0788123123", false],
])("%s needs a country: %s", (urn, needs) => {
  expect(isNational(urn)).toBe(needs);
});
