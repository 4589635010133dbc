import { expect, test } from "vitest";
import { isNational, normalUrn } from "./urns.ts";

test.each([
  ["tel:0788123123", "RW", "tel:+250788123123"],
  ["tel:788123123", "RW", "tel:+250788123123"],
  [" tel:(0788) 123-123 ", "RW", "tel:+250788123123"],
  ["tel:0044 20 7946 0958", "RW", "tel:+442079460958"],
  ["tel:+250788123123", null, "tel:+250788123123"],
  ["tel:250788123123", null, "tel:+250788123123"],
  ["tel:2065551212", "US", "tel:+12065551212"],
  ["twitter:@Ann", null, "twitter:ann"],
  ["mailto:Ann@Example.ORG", null, "mailto:ann@example.org"],
  ["ext:Ann 7", "RW", "ext:Ann 7"],
  ["facebook:ref:Ann", "RW", "facebook:ref:Ann"],
])("%s in %s is %s", (urn, country, normal) => {
  expect(normalUrn(urn, country)).toBe(normal);
});

test.each([
  ["without a country", "tel:0788123123", null],
  ["in a country nobody knows", "tel:0788123123", "XX"],
  ["where the number is too short", "tel:12", "RW"],
  ["that is no number", "tel:", "RW"],
  ["without a scheme", "0788123123", "RW"],
])("a URN %s stays as it is, for v2 to refuse", (_name, urn, country) => {
  expect(normalUrn(urn, country)).toBe(urn);
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
