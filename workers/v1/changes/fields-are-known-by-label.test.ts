import { expect, test } from "vitest";
import { asked, post, turned } from "./calls.fixture.ts";
import { fieldsAreKnownByLabel } from "./fields-are-known-by-label.ts";

const fields = [
  { key: "nickname", label: "Nick name" },
  { key: "age", label: "Born" },
  { key: "born", label: "Birthday" },
];

test.each([
  ["nothing is read for what looks like keys", { nickname: "J" }, null, []],
  ["the labels are read for what can be no key", { "Nick name": "J" }, null, ["fields"]],
  ["the labels are read when v2 does not know a key", { birthday: "J" }, { fields: ["Unknown."] }, ["fields"]],
  ["the labels are not read when v2 refuses something else", { nickname: "J" }, { name: ["Too long."] }, []],
  ["nothing is read for no fields at all", {}, { fields: ["Unknown."] }, []],
])("%s", (_name, given, refusal, needs) => {
  expect(asked(fieldsAreKnownByLabel, post({ fields: given }), {}, refusal)).toEqual(needs);
});

test.each([
  ["a label in any case", "nick NAME", "nickname"],
  ["a key in another case", "NickName", "nickname"],
  ["a key before a label", "born", "born"],
  ["an unknown word stays for v2 to refuse", "shoe size", "shoe size"],
])("%s", (_name, word, key) => {
  const { body } = turned(fieldsAreKnownByLabel, post({ fields: { [word]: "x" } }), { fields });
  expect(body["fields"]).toEqual({ [key]: "x" });
});
