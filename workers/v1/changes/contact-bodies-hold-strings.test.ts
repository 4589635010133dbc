import { expect, test } from "vitest";
import { post, refused, remove, turned } from "./calls.fixture.ts";
import { contactBodiesHoldStrings } from "./contact-bodies-hold-strings.ts";

test.each([
  ["a number as a value", { fields: { nickname: 5 } }, "fields"],
  ["null as a value", { fields: { nickname: null } }, "fields"],
  ["fields as a list", { fields: ["nickname"] }, "fields"],
  ["a name of 65 characters", { name: "x".repeat(65) }, "name"],
  ["a name that is a number", { name: 5 }, "name"],
  ["a language of two letters", { language: "en" }, "language"],
  ["a language of four letters", { language: "engl" }, "language"],
  ["a phone of 17 characters", { phone: "1".repeat(17) }, "phone"],
  ["a phone that is a number", { phone: 788123123 }, "phone"],
  ["no UUID", { uuid: "" }, "uuid"],
  ["a UUID that is null", { uuid: null }, "uuid"],
  ["a number among the URNs", { urns: ["tel:+250788123123", 5] }, "urns"],
  ["URNs as an object", { urns: {} }, "urns"],
  ["groups that are null", { group_uuids: null }, "group_uuids"],
  ["group names that are numbers", { groups: [1] }, "groups"],
])("%s is refused under its field", (_name, body, field) => {
  expect(refused(contactBodiesHoldStrings, post(body))).toEqual([400, { [field]: [expect.any(String)] }]);
});

test("all failing fields are named at once", () => {
  const body = { name: "x".repeat(65), fields: { a: 1 }, urns: 7 };
  expect(refused(contactBodiesHoldStrings, post(body))).toEqual([
    400,
    { name: [expect.any(String)], fields: [expect.any(String)], urns: [expect.any(String)] },
  ]);
});

test.each([
  ["the longest name, counted in characters", { name: "😀".repeat(64) }],
  ["null where v1 took it", { name: null, language: null }],
  ["an empty value", { fields: { nickname: "" } }],
  ["attributes v1 does not know", { nonsense: 5 }],
])("%s passes", (_name, body) => {
  expect(turned(contactBodiesHoldStrings, post(body)).body).toEqual(body);
});

test("a bare string stands for a list of one", () => {
  const { body } = turned(contactBodiesHoldStrings, post({ urns: "tel:+1", group_uuids: "u", groups: "Customers" }));
  expect(body).toEqual({ urns: ["tel:+1"], group_uuids: ["u"], groups: ["Customers"] });
});

test("only writes are looked at", () => {
  expect(refused(contactBodiesHoldStrings, { ...remove({}), body: { name: 5 } })).toBeNull();
});
