import { expect, test } from "vitest";
import { aPhoneStartsItsContact } from "./a-phone-starts-its-contact.ts";
import { asked, post, refused, turned } from "./calls.fixture.ts";

const CALL = post({ phone: ["0788123123", "+250788123123"] });
const completed = { "tel:0788123123": "tel:+250788123123" };

test("numbers find runs", () => {
  expect(aPhoneStartsItsContact.select?.({ phone: ["+1,+2"] }, {})).toEqual({ phone: ["+1", "+2"] });
});

test("v2 is asked for the national numbers only, and a number that is given twice is one", () => {
  expect(asked(aPhoneStartsItsContact, CALL)).toEqual(["completed"]);
  expect(asked(aPhoneStartsItsContact, post({ phone: [] }))).toEqual([]);
  expect(asked(aPhoneStartsItsContact, post({ phone: "+250 788 123 123" }))).toEqual([]);
  expect(turned(aPhoneStartsItsContact, post({ phone: "+250 788 123 123" })).body).toEqual({
    urns: ["tel:+250788123123"],
  });
  expect(turned(aPhoneStartsItsContact, CALL, { completed }).body).toEqual({ urns: ["tel:+250788123123"] });
});

test.each(["0788", "abc", "+12"])("%s is no number", (phone) => {
  const facts = { completed: { [`tel:${phone}`]: `tel:${phone}` } };
  expect(refused(aPhoneStartsItsContact, post({ phone }), facts)).toEqual([400, { phone: [expect.any(String)] }]);
});
