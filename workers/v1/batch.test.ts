import { expect, test } from "vitest";
import { batchAnswer } from "./batch.ts";
import type { Call } from "./change.ts";

const CALL: Call = {
  method: "POST",
  path: "/contacts.json",
  query: {},
  body: {},
  before: [{ method: "POST", path: "/groups.json", body: { name: "" }, blames: "groups" }],
};

test("the last operation's answer is the answer", () => {
  const answers = [
    { status: 201, body: { name: "New" } },
    { status: 200, body: { uuid: "u" } },
  ];
  expect(batchAnswer(CALL, { status: 200, body: { answers } })).toEqual({ status: 200, body: { uuid: "u" } });
});

test("a refused preparation is told under the field it was made for", () => {
  const body = { failed: 0, answer: { status: 400, body: { name: ["Too long.", "Taken."] } } };
  expect(batchAnswer(CALL, { status: 200, body })).toEqual({ status: 400, body: { groups: ["Too long.", "Taken."] } });
});

test("the refusal of the call itself is the answer", () => {
  const answer = { status: 404, body: { detail: "Not found." } };
  expect(batchAnswer(CALL, { status: 200, body: { failed: 1, answer } })).toEqual(answer);
});

test("what is no batch answer is passed on", () => {
  const answer = { status: 403, body: { detail: "No." } };
  expect(batchAnswer(CALL, answer)).toBe(answer);
});

test("a delete has no body", () => {
  const body = { answers: [{ status: 204 }, { status: 204, body: null }] };
  expect(batchAnswer(CALL, { status: 200, body })).toEqual({ status: 204, body: null });
});
