import { expect, test } from "vitest";
import { post, refused, turned } from "./calls.fixture.ts";
import { expiringEndsRuns } from "./expiring-ends-runs.ts";

test("expire is an act that shows nothing; other actions are v2's", () => {
  expect(turned(expiringEndsRuns, post({ action: "expire", contacts: ["c"] })).act).toEqual({
    act: "runs.expire",
    args: { contacts: ["c"] },
    shows: null,
  });
  expect(turned(expiringEndsRuns, post({ action: "block", contacts: ["c"] })).act).toBeUndefined();
});

test("expire takes no group", () => {
  expect(refused(expiringEndsRuns, post({ action: "expire", contacts: ["c"], group: "g" }))).toEqual([
    400,
    { non_field_errors: [expect.any(String)] },
  ]);
});
