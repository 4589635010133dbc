import { expect, test } from "vitest";
import { callsAreFoundByManyValues as change } from "./calls-are-found-by-many-values.ts";

test.each([
  [{}, {}],
  [{ call: ["1,2,x"] }, { id: [1, 2] }],
  [
    { relayer: ["3", "4"], phone: ["+1,+2"] },
    { channel: [3, 4], phone: ["+1", "+2"] },
  ],
  [{ before: ["1970-01-01T00:00:00.5Z"] }, { before: 500_000 }],
  [{ after: ["soon"] }, null],
])("%o asks for %o", (query, selection) => {
  expect(change.select?.(query, {})).toEqual(selection);
});
