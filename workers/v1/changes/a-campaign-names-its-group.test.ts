import { expect, test } from "vitest";
import { aCampaignNamesItsGroup as change } from "./a-campaign-names-its-group.ts";
import { post, refused, turned, WRITTEN } from "./calls.fixture.ts";

const GROUP = "00000000-0000-4000-8000-000000000031";

test("UUID and name are one attribute of v2", () => {
  expect(turned(change, post({ group_uuid: GROUP, name: "N" })).body).toEqual({ group: GROUP, name: "N" });
  expect(turned(change, post({ group: "Customers" })).body).toEqual({ group: "Customers" });
});

test("what is no UUID is nothing's", () => {
  expect(refused(change, post({ group_uuid: "Customers" }))).toEqual([400, { group_uuid: [expect.any(String)] }]);
});

test.each([
  [{ uuid: GROUP, name: "Customers" }, "Customers"],
  [{ uuid: GROUP, name: null }, null],
])("a reference %o is shown as both", (group, name) => {
  expect(change.response?.({ group }, WRITTEN)).toEqual({ group_uuid: GROUP, group: name });
});

test("a refusal is told under the name that was sent", () => {
  const answer = { status: 400, body: { group: ["No."] } };
  expect(change.problem?.(answer, post({ group_uuid: GROUP })).body).toEqual({ group_uuid: ["No."] });
  expect(change.problem?.(answer, post({})).body).toEqual({ group_uuid: ["No."] });
  expect(change.problem?.(answer, post({ group: "G" })).body).toEqual({ group: ["No."] });
});
