import { expect, test } from "vitest";
import { post, refused, turned, WRITTEN } from "./calls.fixture.ts";
import { groupsAreBareUuids } from "./groups-are-bare-uuids.ts";

const UUID = "00000000-0000-4000-8000-000000000031";

test("group_uuids becomes groups", () => {
  expect(turned(groupsAreBareUuids, post({ group_uuids: [UUID], name: "Ann" })).body).toEqual({
    groups: [UUID],
    name: "Ann",
  });
  expect(turned(groupsAreBareUuids, post({ group_uuids: [] })).body).toEqual({ groups: [] });
});

test("group names are left to those who know them", () => {
  expect(turned(groupsAreBareUuids, post({ groups: ["Customers"] })).body).toEqual({ groups: ["Customers"] });
});

test("a name among the UUIDs is refused: v2 would take it", () => {
  const refusal = refused(groupsAreBareUuids, post({ group_uuids: [UUID, "Customers"] }));
  expect(refusal).toEqual([400, { group_uuids: [expect.stringContaining("Customers")] }]);
});

test("a contact shows the UUIDs of its groups", () => {
  const groups = [{ uuid: UUID, name: "Customers" }];
  expect(groupsAreBareUuids.response?.({ groups }, WRITTEN)).toEqual({ groups, group_uuids: [UUID] });
});

test("what is wrong with groups is said under group_uuids, if that is what was sent", () => {
  const answer = { status: 400, body: { groups: ["Dynamic."] } };
  expect(groupsAreBareUuids.problem?.(answer, post({ group_uuids: [UUID] }))?.body).toEqual({
    group_uuids: ["Dynamic."],
  });
  expect(groupsAreBareUuids.problem?.(answer, post({ groups: ["Customers"] }))).toBe(answer);
});

test("the filter takes several", () => {
  expect(groupsAreBareUuids.select?.({ group_uuids: ["a", "b"] }, {})).toEqual({ group: ["a", "b"] });
});
