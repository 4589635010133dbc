import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { filterInstant, wireInstant } from "./datetime.ts";

describe("instants on the wire have six digits and Z", () => {
  test.each([
    [0, "1970-01-01T00:00:00.000000Z"],
    [1, "1970-01-01T00:00:00.000001Z"],
    [-1, "1969-12-31T23:59:59.999999Z"],
    [1_451_606_400_000_001, "2016-01-01T00:00:00.000001Z"],
    [1_466_674_452_866_000, "2016-06-23T09:34:12.866000Z"],
  ])("%i µs → %s", (micros, text) => {
    expect(wireInstant(micros)).toBe(text);
  });
});

describe("filters", () => {
  test.each([
    ["2016-01-01T00:00:00.000001Z", 1_451_606_400_000_001],
    ["2016-01-01T00:00:00.000001", 1_451_606_400_000_001],
    ["2016-01-01T00:00:00.1Z", 1_451_606_400_100_000],
    ["2016-02-29T23:59:59.999", 1_456_790_399_999_000],
  ])("%s", (text, micros) => {
    expect(filterInstant(text)).toBe(micros);
  });

  test.each([
    "2016-01-01T00:00:00Z",
    "2016-01-01T00:00:00.Z",
    "2016-01-01T00:00:00.0000001Z",
    "2016-01-01T00:00:00.000000+00:00",
    "2016-01-01 00:00:00.000000Z",
    "2016-01-01",
    "2015-02-29T00:00:00.0Z",
    "2016-13-01T00:00:00.0Z",
    "2016-00-01T00:00:00.0Z",
    "2016-01-01T24:00:00.0Z",
    "0000-01-01T00:00:00.0Z",
    "yesterday",
    "",
  ])("%s is none", (text) => {
    expect(filterInstant(text)).toBeNull();
  });

  test("take every instant that is on the wire", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (micros) => {
        expect(filterInstant(wireInstant(micros))).toBe(micros);
      }),
    );
  });
});
