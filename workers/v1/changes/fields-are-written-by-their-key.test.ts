import { expect, test } from "vitest";
import { around, asked, post, refused, turned } from "./calls.fixture.ts";
import { fieldsAreWrittenByTheirKey } from "./fields-are-written-by-their-key.ts";

const facts = around({ fields: [{ key: "nick_name", label: "Nick name" }] });
const write = (body: Readonly<Record<string, unknown>>) => ({
  ...post({ value_type: "text", ...body }),
  path: "/fields.json",
});

test("whether the field exists is asked first", () => {
  expect(asked(fieldsAreWrittenByTheirKey, write({ label: "Age" }))).toEqual(["around"]);
});

test.each([
  ["made from the label", { label: "NICK-Name" }, "NICK-Name"],
  ["named", { label: "Called", key: "nick_name" }, "Called"],
])("a field that has the key %s is updated", (_name, body, label) => {
  const call = turned(fieldsAreWrittenByTheirKey, write(body), facts);
  expect([call.query, call.body, call.before]).toEqual([{ key: ["nick_name"] }, { label, value_type: "text" }, []]);
});

test.each([
  ["without a key", { label: "Shoe size" }],
  ["with a key of null", { label: "Shoe size", key: null }],
  ["with the key of its label", { label: "Shoe size", key: "shoe_size" }],
])("a new field %s is created", (_name, body) => {
  const call = turned(fieldsAreWrittenByTheirKey, write(body), facts);
  expect([call.query, call.body, call.before]).toEqual([{}, { label: "Shoe size", value_type: "text" }, []]);
});

test("a new field with a key of its own is created by it and gets its label in the same transaction", () => {
  const call = turned(fieldsAreWrittenByTheirKey, write({ label: "Shoe size", key: "feet_2" }), facts);
  expect(call.before).toEqual([
    { method: "POST", path: "/fields.json", body: { label: "feet-2", value_type: "text" }, blames: "key" },
  ]);
  expect([call.query, call.body]).toEqual([{ key: ["feet_2"] }, { label: "Shoe size", value_type: "text" }]);
});

test("a key that no label makes is refused", () => {
  const refusal = refused(fieldsAreWrittenByTheirKey, write({ label: "Shoe size", key: "shoe__size" }), facts);
  expect(refusal).toEqual([400, { key: [expect.stringContaining("shoe__size")] }]);
});
