import { expect, test } from "vitest";
import { runsCompleteOrExpire } from "./runs-complete-or-expire.ts";

const ON = "2016-04-01T00:00:02.000001Z";

test.each([
  ["completed", true, null],
  ["expired", false, ON],
  ["interrupted", false, null],
  [null, false, null],
])("a run that is %s", (exit, completed, expired) => {
  const run = { exit_type: exit, exited_on: exit === null ? null : ON };
  expect(runsCompleteOrExpire.response?.(run, { id: 1, beside: {} })).toMatchObject({
    completed,
    expired_on: expired,
    expires_on: null,
  });
});

test.each([
  [1_459_468_800_000_999, "2016-04-01T00:00:00.000Z"],
  [253_402_300_800_000_000, "9999-12-31T23:59:59.999Z"],
])("%i is %s", (expiresOn, date) => {
  expect(runsCompleteOrExpire.response?.({}, { id: 1, beside: { expiresOn } })["expires_on"]).toBe(date);
});
