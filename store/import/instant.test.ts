import { describe, expect, test } from "vitest";
import { parseInstant } from "./instant.ts";

const DAY = 86_400_000;

describe("instants", () => {
  test("of every day of twelve centuries are what the platform's Date says", () => {
    for (let at = Date.UTC(1500, 0, 1); at < Date.UTC(2700, 0, 1); at += DAY) {
      const text = new Date(at + 45_296_000).toISOString();
      if (parseInstant(text) !== (at + 45_296_000) * 1000) expect.fail(text);
    }
  });

  test.each(["0000-01-01", "0099-12-31", "0004-02-29", "9999-12-31"])("%s is no special case", (day) => {
    expect(parseInstant(`${day}T23:59:59Z`)).toBe(Date.parse(`${day}T23:59:59.000Z`) * 1000);
  });

  test.each([
    "2016-02-30T00:00:00Z",
    "2100-02-29T00:00:00Z",
    "2016-04-31T00:00:00Z",
    "2016-01-00T00:00:00Z",
    "2016-00-01T00:00:00Z",
    "2016-13-01T00:00:00Z",
    "2016-01-01T24:00:00Z",
    "2016-01-01T00:60:00Z",
    "2016-01-01T00:00:60Z",
    "2016-01-01T00:00:00.Z",
    "2016-01-01 00:00:00Z",
    " 2016-01-01T00:00:00Z",
  ])("%s is none", (text) => expect(parseInstant(text)).toBeNull());

  test.each([
    ["2000-02-29T00:00:00Z", 951_782_400_000_000],
    ["1970-01-01T00:00:00.1Z", 100_000],
    ["1970-01-01T00:00:00.000001Z", 1],
  ])("%s is %i", (text, micros) => expect(parseInstant(text)).toBe(micros));
});
