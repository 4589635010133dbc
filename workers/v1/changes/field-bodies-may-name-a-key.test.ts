import { expect, test } from "vitest";
import { post, refused, turned } from "./calls.fixture.ts";
import { fieldBodiesMayNameAKey } from "./field-bodies-may-name-a-key.ts";

const GOOD = { label: "Age", value_type: "N" };

test.each([
  ["no label", { value_type: "N" }, "label"],
  ["a label of 37 characters", { ...GOOD, label: "x".repeat(37) }, "label"],
  ["no type", { label: "Age" }, "value_type"],
  ["v2's word for the type", { ...GOOD, value_type: "numeric" }, "value_type"],
  ["the name of an object's method", { ...GOOD, value_type: "constructor" }, "value_type"],
  ["an empty key", { ...GOOD, key: "" }, "key"],
  ["a key with a capital", { ...GOOD, key: "Age" }, "key"],
  ["a key that begins with a digit", { ...GOOD, key: "1st" }, "key"],
  ["a key that is a number", { ...GOOD, key: 7 }, "key"],
])("%s is refused under its field", (_name, body, field) => {
  expect(refused(fieldBodiesMayNameAKey, post(body))).toEqual([400, { [field]: [expect.any(String)] }]);
});

test("all failing fields are named at once", () => {
  expect(refused(fieldBodiesMayNameAKey, post({}))).toEqual([
    400,
    { label: ["This field is required."], value_type: ["This field is required."] },
  ]);
});

test.each([{ ...GOOD }, { ...GOOD, key: "years" }, { ...GOOD, key: null }])("%o passes", (body) => {
  expect(turned(fieldBodiesMayNameAKey, post(body)).body).toEqual(body);
});
