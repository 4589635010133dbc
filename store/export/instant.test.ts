import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parseInstant } from "../import/instant.ts";
import { formatInstant } from "./instant.ts";

test.each([
  [0, "1970-01-01T00:00:00.000000Z"],
  [1_451_606_400_000_001, "2016-01-01T00:00:00.000001Z"],
  [-1, "1969-12-31T23:59:59.999999Z"],
  [-1_000_000, "1969-12-31T23:59:59.000000Z"],
  [9_007_199_254_740_991, "2255-06-05T23:47:34.740991Z"],
  // What 9999-12-31T23:59:59.999984Z is read as: it lies between two numbers that can be held.
  [253_402_300_800_000_000, "9999-12-31T23:59:59.999999Z"],
])("%d is %s", (micros, text) => {
  expect(formatInstant(micros)).toBe(text);
});

test("every instant an import can bring is read back as the same number, coarse ones of far years too", () => {
  const seconds = fc.integer({ min: -62_167_219_200, max: 253_402_300_799 });
  const fraction = fc.integer({ min: 0, max: 999_999 });
  fc.assert(
    fc.property(seconds, fraction, (at, part) => {
      const text = `${new Date(at * 1000).toISOString().slice(0, 19)}.${String(part).padStart(6, "0")}Z`;
      const micros = parseInstant(text);
      expect(micros).not.toBeNull();
      expect(parseInstant(formatInstant(micros ?? 0))).toBe(micros);
    }),
    { numRuns: 2_000 },
  );
});
