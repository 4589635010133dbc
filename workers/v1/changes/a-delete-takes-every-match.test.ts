import { expect, test } from "vitest";
import { aDeleteTakesEveryMatch as deleting } from "./a-delete-takes-every-match.ts";
import { asked, post, refused, remove, turned } from "./calls.fixture.ts";

const aDeleteTakesEveryMatch = deleting(["uuid", "urns"], { status: 400, body: null });

test.each([
  ["one UUID is v2's own delete", { uuid: ["a"] }, []],
  ["several UUIDs are looked up", { uuid: ["a", "b"] }, ["selected"]],
  ["a URN is looked up: v1 takes it as it is stored only", { urns: ["tel:+1"] }, ["selected"]],
  ["another filter narrows a UUID", { uuid: ["a"], group_uuids: ["g"] }, ["selected"]],
  ["neither is not looked up", { group_uuids: ["g"] }, []],
])("%s", (_name, query, needs) => {
  expect(asked(aDeleteTakesEveryMatch, remove(query))).toEqual(needs);
});

test("without uuid and urns: 400 without a body", () => {
  expect(refused(aDeleteTakesEveryMatch, remove({ group_uuids: ["g"] }))).toEqual([400, null]);
});

test("when nothing is found: 404 without a body", () => {
  expect(refused(aDeleteTakesEveryMatch, remove({ urns: ["tel:+1"] }), { selected: [] })).toEqual([404, null]);
});

test("everything found goes in one transaction", () => {
  const call = turned(aDeleteTakesEveryMatch, remove({ uuid: ["a", "b", "c"] }), { selected: ["a", "b"] });
  expect(call.query).toEqual({ uuid: ["a"] });
  expect(call.before).toEqual([{ method: "DELETE", path: "/contacts.json?uuid=b", body: {}, blames: "uuid" }]);
});

test("writes are not looked at", () => {
  expect(refused(aDeleteTakesEveryMatch, post({}))).toBeNull();
});
