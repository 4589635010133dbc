import { expect, test } from "vitest";
import { relayersAreFoundByManyValues as change } from "./relayers-are-found-by-many-values.ts";

test.each([
  [{}, {}],
  [
    { relayer: ["1,x"], phone: ["+1", "+2"], country: ["RW,KE"] },
    { channel: [1], address: ["+1", "+2"], country: ["RW", "KE"] },
  ],
  [{ relayer: ["x"] }, { channel: [] }],
  [{ after: ["1970-01-01T00:00:00.000001"] }, { after: 1 }],
  [{ before: ["1970-01-01"] }, null],
])("%o asks for %o", (query, selection) => {
  expect(change.select?.(query, {})).toEqual(selection);
});
