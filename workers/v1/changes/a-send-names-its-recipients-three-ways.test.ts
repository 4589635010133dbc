import { expect, test } from "vitest";
import { aSendNamesItsRecipientsThreeWays } from "./a-send-names-its-recipients-three-ways.ts";
import { post, refused, turned } from "./calls.fixture.ts";

const JOE = "00000000-0000-4000-8000-000000000101";
const SENTENCE = [expect.any(String)];

test.each([
  ["a URN", { urn: "twitter:ann" }, { urns: ["twitter:ann"], contacts: [] }],
  ["phones", { phone: ["+1", "+2"] }, { urns: ["tel:+1", "tel:+2"], contacts: [] }],
  ["a contact and a phone", { contact: JOE, phone: "+1" }, { urns: ["tel:+1"], contacts: [JOE] }],
])("%s", (_name, body, turnedInto) => {
  expect(turned(aSendNamesItsRecipientsThreeWays, post({ ...body, text: "Hi", channel: 1 })).body).toEqual({
    text: "Hi",
    channel: 1,
    ...turnedInto,
  });
});

test.each([
  ["nothing", {}, { text: SENTENCE }],
  ["nobody", { text: "Hi" }, { non_field_errors: SENTENCE }],
  ["empty lists", { text: "Hi", urn: [], contact: [] }, { non_field_errors: SENTENCE }],
  ["urn beside phone", { text: "Hi", urn: "a:1", phone: "+1" }, { non_field_errors: SENTENCE }],
  ["a text of 481 characters", { text: "x".repeat(481), phone: "+1" }, { text: SENTENCE }],
  ["a contact by URN", { text: "Hi", contact: "tel:+1" }, { contact: SENTENCE }],
  ["a phone that is a number", { text: "Hi", phone: 250 }, { phone: SENTENCE }],
])("refused: %s", (_name, body, told) => {
  expect(refused(aSendNamesItsRecipientsThreeWays, post(body))).toEqual([400, told]);
});

test.each([
  ["urns", { phone: "1" }, "phone"],
  ["urns", { urn: "x" }, "urn"],
  ["contacts", { contact: JOE }, "contact"],
])("a refusal of %s comes back under the name sent: %j", (field, body, name) => {
  const answer = { status: 400, body: { [field]: ["No."] } };
  expect(aSendNamesItsRecipientsThreeWays.problem?.(answer, post(body))).toEqual({
    status: 400,
    body: { [name]: ["No."] },
  });
});
