import { expect, test } from "vitest";
import { faultsOf, renamed, sentences } from "./refusals.ts";

test("renaming joins what is said under both names and leaves the rest", () => {
  const answer = { status: 400, body: { groups: ["a"], group_uuids: ["b"], name: ["c"] } };
  expect(renamed(answer, "groups", "group_uuids").body).toEqual({ group_uuids: ["b", "a"], name: ["c"] });
});

test.each([
  ["another status", { status: 404, body: { groups: ["a"] } }],
  ["only a detail", { status: 400, body: { detail: "a" } }],
  ["nothing under that name", { status: 400, body: { name: ["a"] } }],
  ["no body", { status: 400, body: null }],
])("an answer with %s stays as it is", (_name, answer) => {
  expect(renamed(answer, "groups", "group_uuids")).toBe(answer);
});

test("a detail names no fields", () => {
  expect(faultsOf({ status: 400, body: { detail: "a" } })).toBeNull();
  expect(faultsOf(null)).toBeNull();
});

test("every sentence is found, however deep", () => {
  expect(sentences({ name: ["a", { b: "b" }], detail: "c", n: 5 })).toEqual(["a", "b", "c"]);
});
