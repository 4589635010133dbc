import { expect, test } from "vitest";
import { aTakenNameIsAFaultOfTheWhole } from "./a-taken-name-is-a-fault-of-the-whole.ts";
import { post, refused, turned } from "./calls.fixture.ts";

const SENTENCE = [expect.any(String)];

test.each([
  ["none", {}],
  ["null", { name: null }],
  ["a number", { name: 5 }],
  ["blank", { name: "" }],
  ["65 characters", { name: "x".repeat(65) }],
  ["a space at the end", { name: "Spam " }],
  ["a space at the beginning", { name: " Spam" }],
  ["a sign at the beginning", { name: "+Spam" }],
  ["a null character", { name: "a\0b" }],
])("a name that cannot be one is refused under name: %s", (_name, body) => {
  expect(refused(aTakenNameIsAFaultOfTheWhole, post(body))).toEqual([400, { name: SENTENCE }]);
});

test.each(["S", "Spam & more", "Éclair", "_x", "7 days", "日本", "two\nlines"])("%j can be one", (name) => {
  const call = post({ name });
  expect(turned(aTakenNameIsAFaultOfTheWhole, call)).toBe(call);
});

test("what v2 still has against a name is told of the whole", () => {
  const answer = { status: 400, body: { name: ["Taken."] } };
  expect(aTakenNameIsAFaultOfTheWhole.problem?.(answer, post({ name: "Spam" }))).toEqual({
    status: 400,
    body: { non_field_errors: ["Taken."] },
  });
});
