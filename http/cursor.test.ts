import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeCursor, encodeCursor } from "./cursor.ts";

test("every position survives the way to the client and back", () => {
  const position = fc.record({
    at: fc.integer({ min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }),
    id: fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
    back: fc.boolean(),
  });
  fc.assert(
    fc.property(position, (it) => {
      expect(decodeCursor(encodeCursor(it))).toEqual({ ...it });
    }),
  );
});

test("anything else is no cursor", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const position = decodeCursor(text);
      expect(position === null || encodeCursor(position).length > 0).toBe(true);
    }),
  );
  for (const text of ["", "x", "bi4x", "%00", btoa("n.1"), btoa("n.9999999999999999.1"), "a".repeat(65)]) {
    expect(decodeCursor(text), text).toBeNull();
  }
});
