import { expect, test } from "vitest";
import { MESSAGE_STATUSES } from "../../../contracts/messages.ts";
import { WRITTEN } from "./calls.fixture.ts";
import { messageStatesAreLetters } from "./message-states-are-letters.ts";

test.each([
  ["queued", "in", "inbox", "Q", "I", "I"],
  ["wired", "out", "flow", "W", "O", "F"],
  ["handled", "in", "ivr", "H", "I", "V"],
  ["resent", "out", null, "R", "O", null],
])("%s, %s, %s", (status, direction, type, ...letters) => {
  const turned = messageStatesAreLetters.response?.({ status, direction, type }, WRITTEN);
  expect([turned?.["status"], turned?.["direction"], turned?.["type"]]).toEqual(letters);
});

test("every status has a letter", () => {
  for (const status of MESSAGE_STATUSES) {
    expect(messageStatesAreLetters.response?.({ status }, WRITTEN)["status"], status).toMatch(/^[A-Z]$/);
  }
});

test.each([
  ["one letter", { status: ["S"] }, { status: ["sent"] }],
  ["Q, which is both ways of waiting", { status: ["q"] }, { status: ["queued", "pending"] }],
  [
    "letters with commas",
    { status: ["W,S"], direction: ["I,O"] },
    { status: ["wired", "sent"], direction: ["in", "out"] },
  ],
  ["letters repeated", { type: ["I", "F"] }, { type: ["inbox", "flow"] }],
  ["a letter that is none", { type: ["X"] }, { type: [] }],
  ["v2's word", { direction: ["in"] }, { direction: [] }],
  ["nothing", {}, {}],
])("filters: %s", (_name, query, selection) => {
  expect(messageStatesAreLetters.select?.(query, {})).toEqual(selection);
});
