import { expect, test } from "vitest";
import { WRITTEN } from "./calls.fixture.ts";
import { messagesNameLabelsAndContactsPlainly } from "./messages-name-labels-and-contacts-plainly.ts";

test("the contact by UUID, labels by name", () => {
  const message = { contact: { uuid: "joe", name: "Joe" }, labels: [{ uuid: "l", name: "Spam" }], text: "Hi" };
  expect(messagesNameLabelsAndContactsPlainly.response?.(message, WRITTEN)).toEqual({
    contact: "joe",
    labels: ["Spam"],
    text: "Hi",
  });
});
