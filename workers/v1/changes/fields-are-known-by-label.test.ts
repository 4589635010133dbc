import { expect, test } from "vitest";
import { around, asked, post, turned } from "./calls.fixture.ts";
import { fieldsAreKnownByLabel } from "./fields-are-known-by-label.ts";

const fields = [
  { key: "nickname", label: "Nick name" },
  { key: "age", label: "Born" },
  { key: "born", label: "Birthday" },
];

test("which fields there are is asked where values are given, and nothing else", () => {
  expect(asked(fieldsAreKnownByLabel, post({ fields: { nickname: "J" } }))).toEqual(["around"]);
  expect(asked(fieldsAreKnownByLabel, post({ fields: {} }))).toEqual([]);
  expect(asked(fieldsAreKnownByLabel, post({}))).toEqual([]);
});

test.each([
  ["a label in any case", "nick NAME", "nickname"],
  ["a key in another case", "NickName", "nickname"],
  ["a key before a label", "born", "born"],
  ["an unknown word stays for v2 to refuse", "shoe size", "shoe size"],
])("%s", (_name, word, key) => {
  const { body } = turned(fieldsAreKnownByLabel, post({ fields: { [word]: "x" } }), around({ fields }));
  expect(body["fields"]).toEqual({ [key]: "x" });
});
