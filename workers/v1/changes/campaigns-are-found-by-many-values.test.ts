import { expect, test } from "vitest";
import { campaignsAreFoundByManyValues as change } from "./campaigns-are-found-by-many-values.ts";

test.each([
  [{}, {}],
  [
    { uuid: ["a", "b,c"], campaign: ["1,2"] },
    { uuid: ["a", "b,c"], campaign: [1, 2] },
  ],
  [{ after: ["1970-01-01T00:00:01.0Z"] }, { after: 1_000_000 }],
  [{ after: [""] }, {}],
  [{ after: ["1970"] }, null],
])("%o asks for %o", (query, selection) => {
  expect(change.select?.(query, {})).toEqual(selection);
});
