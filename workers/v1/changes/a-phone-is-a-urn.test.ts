import { expect, test } from "vitest";
import { aPhoneIsAUrn } from "./a-phone-is-a-urn.ts";
import { post, refused, turned, WRITTEN } from "./calls.fixture.ts";

test("a phone becomes a tel URN, as it was typed", () => {
  expect(turned(aPhoneIsAUrn, post({ phone: "0788 123 123" })).body).toEqual({ urns: ["tel:0788 123 123"] });
});

test("phone beside urns is refused", () => {
  const call = post({ phone: "+250788123123", urns: [] });
  expect(refused(aPhoneIsAUrn, call)).toEqual([400, { non_field_errors: [expect.any(String)] }]);
});

test.each([
  ["the first number", ["twitter:ann", "tel:+250788000001", "tel:+250788000002"], "+250788000001"],
  ["null without one", ["twitter:ann"], null],
])("a contact shows %s", (_name, urns, phone) => {
  expect(aPhoneIsAUrn.response?.({ urns }, WRITTEN)).toEqual({ urns, phone });
});

test("what is wrong with the URN is said under phone, if that is what was sent", () => {
  const answer = { status: 400, body: { urns: ["Not a number."], name: ["Too long."] } };
  expect(aPhoneIsAUrn.problem?.(answer, post({ phone: "1" }))?.body).toEqual({
    phone: ["Not a number."],
    name: ["Too long."],
  });
  expect(aPhoneIsAUrn.problem?.(answer, post({ urns: ["tel:1"] }))).toBe(answer);
});

test("the filter takes several, repeated or with commas", () => {
  expect(aPhoneIsAUrn.select?.({ phone: ["1,2"] }, {})).toEqual({ phone: ["1", "2"] });
  expect(aPhoneIsAUrn.select?.({ phone: ["1", "2"] }, { deleted: true })).toEqual({ phone: ["1", "2"], deleted: true });
  expect(aPhoneIsAUrn.select?.({}, {})).toEqual({});
});
