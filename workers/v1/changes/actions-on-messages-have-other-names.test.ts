import { expect, test } from "vitest";
import { actionsOnMessagesHaveOtherNames } from "./actions-on-messages-have-other-names.ts";
import { post, refused, turned } from "./calls.fixture.ts";

const SENTENCE = [expect.any(String)];

test.each([
  ["unarchive", "restore"],
  ["archive", "archive"],
  ["label", "label"],
  ["unlabel", "unlabel"],
  ["delete", "delete"],
])("%s is v2's %s", (action, word) => {
  const { body } = turned(actionsOnMessagesHaveOtherNames, post({ messages: [1], action, label: "Spam" }));
  expect(body).toEqual({ messages: [1], action: word, label: "Spam" });
});

test.each([
  ["nothing", {}, { messages: SENTENCE, action: SENTENCE }],
  ["v2's word", { messages: [1], action: "restore" }, { action: SENTENCE }],
  ["UUIDs", { messages: ["a"], action: "archive" }, { messages: SENTENCE }],
  ["a number for a list", { messages: 5, action: "archive" }, { messages: SENTENCE }],
  ["null", { messages: null, action: null }, { messages: SENTENCE, action: SENTENCE }],
  ["a label of 65 characters", { messages: [1], action: "label", label: "x".repeat(65) }, { label: SENTENCE }],
])("refused: %s", (_name, body, told) => {
  expect(refused(actionsOnMessagesHaveOtherNames, post(body))).toEqual([400, told]);
});
