import { expect, test } from "vitest";
import { aPhoneStartsItsContact } from "./a-phone-starts-its-contact.ts";
import { post, turned } from "./calls.fixture.ts";

test("numbers find runs", () => {
  expect(aPhoneStartsItsContact.select?.({ phone: ["+1,+2"] }, {})).toEqual({ phone: ["+1", "+2"] });
});

test("numbers start, without what people put between digits", () => {
  const phone = ["0788 123-123", "+250 (788) 123 123", "250788123123"];
  const phones = ["0788123123", "+250788123123", "+250788123123"];
  expect(turned(aPhoneStartsItsContact, post({ phone })).body).toEqual({ phones });
  expect(turned(aPhoneStartsItsContact, post({ phone: "0788" })).body).toEqual({ phones: ["0788"] });
  expect(turned(aPhoneStartsItsContact, post({})).body).toEqual({});
});

test("what is no number is said under the name it came by", () => {
  const answer = { status: 400, body: { phones: ["No."] } };
  expect(aPhoneStartsItsContact.problem?.(answer, post({ phone: "12" })).body).toEqual({ phone: ["No."] });
});
