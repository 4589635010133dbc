import { expect, test } from "vitest";
import { runsAreFoundByManyValues } from "./runs-are-found-by-many-values.ts";

test.each([
  [{}, {}],
  [{ run: ["1,2"] }, { run: [1, 2] }],
  [{ run: ["1", "x"] }, { run: [1] }],
  [{ flow_uuid: ["A,b"] }, { flow: ["a", "b"] }],
  [{ contact: ["A", "b"] }, { contact: ["a", "b"] }],
  [
    { group_uuids: ["g"], group: ["One,Two"] },
    { group: ["g"], groupNames: ["One", "Two"] },
  ],
  [{ after: ["2016-01-01T00:00:00.5Z"] }, { after: 1_451_606_400_500_000 }],
  [{ before: ["2016-01-01"] }, null],
])("%j selects %j", (query, selection) => {
  expect(runsAreFoundByManyValues.select?.(query, {})).toEqual(selection);
});
