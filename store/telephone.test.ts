import { expect, test } from "vitest";
import { completedUrn } from "./telephone.ts";

test.each([
  ["tel:0788123123", "RW", "tel:+250788123123"],
  ["tel:788123123", "RW", "tel:+250788123123"],
  ["tel:00442079460958", "RW", "tel:+442079460958"],
  ["tel:2065551212", "US", "tel:+12065551212"],
  ["tel:+2500788123123", "US", "tel:+250788123123"],
  ["tel:+250788123123", null, "tel:+250788123123"],
])("%s, written in %s, is completed to %s", (urn, country, completed) => {
  expect(completedUrn(urn, country)).toBe(completed);
});

test.each([
  ["a national number where nobody knows the country", "tel:0788123123", null],
  ["a national number of a country that there is not", "tel:0788123123", "XX"],
  ["what is too short", "tel:12", "RW"],
  ["nothing behind the colon", "tel:", "RW"],
  ["an extension, which E.164 cannot hold", "tel:+250788123123x12", "RW"],
  ["another scheme", "twitter:0788123123", "RW"],
  ["no scheme", "0788123123", "RW"],
])("%s stays as it is", (_name, urn, country) => {
  expect(completedUrn(urn, country)).toBe(urn);
});
