import { expect, test } from "vitest";
import { eventsAreFoundByManyValues as change } from "./events-are-found-by-many-values.ts";

test.each([
  [{}, {}],
  [
    { uuid: ["a,b"], event: ["1"], campaign_uuid: ["c", "d"], campaign: ["2,3"] },
    { uuid: ["a", "b"], event: [1], campaignUuid: ["c", "d"], campaign: [2, 3] },
  ],
  [
    { before: ["1970-01-01T00:00:00.0Z"], after: ["1970-01-01T00:00:00.0Z"] },
    { before: 0, after: 0 },
  ],
  [{ before: ["never"] }, null],
])("%o asks for %o", (query, selection) => {
  expect(change.select?.(query, {})).toEqual(selection);
});
