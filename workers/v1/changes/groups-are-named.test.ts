import { expect, test } from "vitest";
import { BATCH_LIMIT } from "../batch.ts";
import { around, asked, post, refused, turned, WRITTEN } from "./calls.fixture.ts";
import { groupsAreNamed } from "./groups-are-named.ts";

const CALL = post({ groups: ["Customers", "New", "new", "Newer"] });

test("which groups there are is asked where names are given, and nothing else", () => {
  expect(asked(groupsAreNamed, CALL)).toEqual(["around"]);
  expect(asked(groupsAreNamed, post({ groups: [] }))).toEqual([]);
  expect(asked(groupsAreNamed, post({ group_uuids: ["u"] }))).toEqual([]);
  expect(asked(groupsAreNamed, post({ group_uuids: ["u"], groups: ["Customers"] }))).toEqual([]);
});

test("each missing name is created once, before the contact, whatever its case", () => {
  const call = turned(groupsAreNamed, CALL, around({ groups: ["customers"] }));
  expect(call.before).toEqual([
    { method: "POST", path: "/groups.json", body: { name: "New" }, blames: "groups" },
    { method: "POST", path: "/groups.json", body: { name: "Newer" }, blames: "groups" },
  ]);
  expect(call.body).toEqual(CALL.body);
});

test("more new groups than one transaction takes are refused", () => {
  const names = Array.from({ length: BATCH_LIMIT }, (_, at) => `Group ${at}`);
  expect(refused(groupsAreNamed, post({ groups: names.slice(1) }), around({}))).toBeNull();
  expect(refused(groupsAreNamed, post({ groups: names }), around({}))).toEqual([400, { groups: [expect.any(String)] }]);
});

test("groups beside group_uuids is refused", () => {
  const call = post({ groups: ["Customers"], group_uuids: [] });
  expect(refused(groupsAreNamed, call)).toEqual([400, { non_field_errors: [expect.any(String)] }]);
});

test("a contact shows the names of its groups", () => {
  const groups = [{ uuid: "u", name: "Customers" }];
  expect(groupsAreNamed.response?.({ groups }, WRITTEN)).toEqual({ groups: ["Customers"] });
});

test("the filter takes several names, commas included", () => {
  expect(groupsAreNamed.select?.({ group: ["a,b", "c"] }, {})).toEqual({ groupNames: ["a,b", "c"] });
});
