import { expect, test } from "vitest";
import { BATCH_LIMIT, batchAnswer, batches } from "./batch.ts";

const LAST = { method: "POST" as const, path: "/contacts.json", body: {} };
const FIRST = { method: "POST" as const, path: "/groups.json", body: { name: "" }, blames: "groups" };
const STEPS = [FIRST, LAST];

test("as many operations as v2 takes are one batch, in order and the call itself last", () => {
  expect(batches([FIRST], LAST)).toEqual([[FIRST, LAST]]);
  const full = Array.from({ length: BATCH_LIMIT - 1 }, () => FIRST);
  expect(batches(full, LAST)).toHaveLength(1);
  expect(batches([...full, FIRST], LAST)).toEqual([[...full, FIRST], [LAST]]);
});

test("the last operation's answer is the answer", () => {
  const answers = [
    { status: 201, body: { name: "New" } },
    { status: 200, body: { uuid: "u" } },
  ];
  expect(batchAnswer(STEPS, { status: 200, body: { answers } })).toEqual({ status: 200, body: { uuid: "u" } });
});

test("a refused preparation is told under the field it was made for", () => {
  const body = { failed: 0, answer: { status: 400, body: { name: ["Too long.", "Taken."] } } };
  expect(batchAnswer(STEPS, { status: 200, body })).toEqual({ status: 400, body: { groups: ["Too long.", "Taken."] } });
});

test("the refusal of the call itself is the answer", () => {
  const answer = { status: 404, body: { detail: "Not found." } };
  expect(batchAnswer(STEPS, { status: 200, body: { failed: 1, answer } })).toEqual(answer);
});

test("what is no batch answer is passed on", () => {
  const answer = { status: 403, body: { detail: "No." } };
  expect(batchAnswer(STEPS, answer)).toBe(answer);
});

test("a delete has no body", () => {
  const body = { answers: [{ status: 204 }, { status: 204, body: null }] };
  expect(batchAnswer(STEPS, { status: 200, body })).toEqual({ status: 204, body: null });
});
