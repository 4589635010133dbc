import { expect, test } from "vitest";
import { post, refused, turned } from "./calls.fixture.ts";
import { contactActionsNameAGroupInTwoWays } from "./contact-actions-name-a-group-in-two-ways.ts";

const JOE = "00000000-0000-4000-8000-00000000010A";
const GROUP = "00000000-0000-4000-8000-000000000031";

test("one contact is a list of one, and a group is a group however it is named", () => {
  const body = (more: object) => turned(contactActionsNameAGroupInTwoWays, post({ action: "add", ...more })).body;
  const joe = [JOE.toLowerCase()];
  expect(body({ contacts: JOE })).toEqual({ action: "add", contacts: joe });
  expect(body({ contacts: [JOE], group: "Customers" })).toEqual({ action: "add", contacts: joe, group: "Customers" });
  expect(body({ contacts: [JOE], group_uuid: GROUP })).toEqual({ action: "add", contacts: joe, group: GROUP });
});

test.each([
  [{}, ["action", "contacts"]],
  [
    { action: "interrupt", contacts: ["joe"], group: "", group_uuid: "x" },
    ["action", "contacts", "group", "group_uuid"],
  ],
  [{ action: "block", contacts: Array.from({ length: 101 }, () => JOE) }, ["contacts"]],
  [{ action: "add", contacts: [JOE], group: "a", group_uuid: GROUP }, ["non_field_errors"]],
])("%j is refused", (body, fields) => {
  const [status, said] = refused(contactActionsNameAGroupInTwoWays, post(body)) as [number, object];
  expect([status, Object.keys(said).toSorted()]).toEqual([400, fields]);
});

test("what is wrong with the group is said under the name it came by", () => {
  const answer = { status: 400, body: { group: ["No."] } };
  const change = contactActionsNameAGroupInTwoWays;
  expect(change.problem?.(answer, post({ group_uuid: GROUP })).body).toEqual({ group_uuid: ["No."] });
  expect(change.problem?.(answer, post({ group: "a" }))).toBe(answer);
});
