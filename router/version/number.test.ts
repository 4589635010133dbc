import fc from "fast-check";
import { expect, test } from "vitest";
import { versionNumber, wholeNumber } from "./number.ts";

/** The grammar of the design, verbatim. */
const GRAMMAR = /^[vV]?(0|[1-9]\d{0,3})(\.0)?$/;

const nearly = fc.string({ unit: fc.constantFrom(..."vV0129.-+ e²".split("")), maxLength: 8 });

test("a version is what the grammar says, and its number", () => {
  fc.assert(
    fc.property(fc.oneof(nearly, fc.string(), fc.nat(20_000).map(String)), (text) => {
      const match = GRAMMAR.exec(text);
      expect(versionNumber(text)).toBe(match === null ? null : Number(match[1]));
    }),
    { numRuns: 5_000 },
  );
});

test("every number from 0 to 9999 is one, in all its spellings", () => {
  for (let number = 0; number < 10_000; number++) {
    for (const text of [`${number}`, `v${number}`, `V${number}.0`]) expect(versionNumber(text)).toBe(number);
  }
});

test("only the part that is asked for is read", () => {
  expect(wholeNumber("/v23/", 2, 4)).toBe(23);
  expect(wholeNumber("/v23/", 2, 5)).toBeNull();
  expect(wholeNumber("/v23/", 2, 2)).toBeNull();
});
