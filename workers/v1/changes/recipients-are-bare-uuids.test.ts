import { expect, test } from "vitest";
import { post, refused, turned, WRITTEN } from "./calls.fixture.ts";
import { recipientsAreBareUuids } from "./recipients-are-bare-uuids.ts";

const UUID = "00000000-0000-4000-8000-000000000031";
const SENTENCE = [expect.any(String)];

test("one string stands for a list of one", () => {
  const { body } = turned(recipientsAreBareUuids, post({ text: "Hi", urns: "tel:+1", groups: UUID, contacts: [UUID] }));
  expect(body).toEqual({ text: "Hi", urns: ["tel:+1"], groups: [UUID], contacts: [UUID] });
});

test.each([
  ["no text", { contacts: [UUID] }, { text: SENTENCE }],
  ["a text of 641 characters", { text: "x".repeat(641) }, { text: SENTENCE }],
  ["a group's name", { text: "Hi", groups: ["Customers"] }, { groups: SENTENCE }],
  ["a contact's URN", { text: "Hi", contacts: ["tel:+1"] }, { contacts: SENTENCE }],
  ["numbers", { text: 5, urns: [5] }, { text: SENTENCE, urns: SENTENCE }],
  ["more than 100", { text: "Hi", groups: Array.from({ length: 101 }, () => UUID) }, { groups: SENTENCE }],
])("refused: %s", (_name, body, told) => {
  expect(refused(recipientsAreBareUuids, post(body))).toEqual([400, told]);
});

test("a text of 640 characters passes", () => {
  expect(refused(recipientsAreBareUuids, post({ text: "é".repeat(640) }))).toBeNull();
});

test("a broadcast shows UUIDs", () => {
  const ref = { uuid: UUID, name: "Customers" };
  expect(recipientsAreBareUuids.response?.({ contacts: [ref], groups: [ref], urns: null }, WRITTEN)).toEqual({
    contacts: [UUID],
    groups: [UUID],
    urns: null,
  });
});
