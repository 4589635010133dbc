import { expect, test } from "vitest";
import { aLabelIsMadeEvenToBeTakenOff } from "./a-label-is-made-even-to-be-taken-off.ts";
import { post, refused, turned } from "./calls.fixture.ts";

const SPAM = "00000000-0000-4000-8000-000000000041";

test("the name goes as label_name, the UUID as label", () => {
  const named = turned(aLabelIsMadeEvenToBeTakenOff, post({ messages: [1], action: "label", label: "Spam" }));
  expect([named.body, named.before]).toEqual([{ messages: [1], action: "label", label_name: "Spam" }, []]);
  const { body } = turned(aLabelIsMadeEvenToBeTakenOff, post({ action: "unlabel", label_uuid: SPAM, label: null }));
  expect(body).toEqual({ action: "unlabel", label: SPAM });
});

test("a label that is to be taken off is put on no message first, which makes it", () => {
  const { before } = turned(aLabelIsMadeEvenToBeTakenOff, post({ messages: [1], action: "unlabel", label: "New" }));
  expect(before).toEqual([
    {
      method: "POST",
      path: "/message_actions.json",
      body: { messages: [], action: "label", label_name: "New" },
      blames: {},
    },
  ]);
});

test("a name is no UUID", () => {
  expect(refused(aLabelIsMadeEvenToBeTakenOff, post({ action: "label", label_uuid: "Spam" }))).toEqual([
    400,
    { label_uuid: [expect.any(String)] },
  ]);
});

test("a refusal comes back under v1's names", () => {
  const told = (body: unknown) => aLabelIsMadeEvenToBeTakenOff.problem?.({ status: 400, body }, post({}))?.body;
  expect(told({ label: ["Unknown."] })).toEqual({ label_uuid: ["Unknown."] });
  expect(told({ label_name: ["Bad."] })).toEqual({ label: ["Bad."] });
});
