import { expect, test } from "vitest";
import { anyNumberOfMessagesIsActedUpon } from "./any-number-of-messages-is-acted-upon.ts";
import { asked, post, turned } from "./calls.fixture.ts";

const MANY = Array.from({ length: 250 }, (_, at) => at);

test("which of them were received is asked, unless there are none", () => {
  expect(asked(anyNumberOfMessagesIsActedUpon, post({ messages: [1, 2] }))).toEqual(["received"]);
  expect(asked(anyNumberOfMessagesIsActedUpon, post({ messages: [] }))).toEqual([]);
});

test("the others are left out", () => {
  const call = turned(anyNumberOfMessagesIsActedUpon, post({ messages: [1, 2], action: "archive" }), { received: [2] });
  expect([call.body, call.before]).toEqual([{ messages: [2], action: "archive" }, []]);
});

test("a hundred are one operation, and they come in order", () => {
  const call = turned(anyNumberOfMessagesIsActedUpon, post({ messages: MANY, action: "archive" }), { received: MANY });
  const bodies = [...call.before.map(({ body }) => body), call.body];
  expect(bodies.map(({ messages }) => (messages as number[]).length)).toEqual([100, 100, 50]);
  expect(bodies.flatMap(({ messages }) => messages as number[])).toEqual(MANY);
  expect(bodies.every(({ action }) => action === "archive")).toBe(true);
});

test("what comes first stays first", () => {
  const first = { method: "POST" as const, path: "/x", body: {}, blames: {} };
  const call = turned(
    anyNumberOfMessagesIsActedUpon,
    { ...post({ messages: MANY }), before: [first] },
    { received: MANY },
  );
  expect([call.before[0], call.before.length]).toEqual([first, 3]);
});

test("where none is left v2 still sees the request, and says what is wrong with it", () => {
  const call = turned(anyNumberOfMessagesIsActedUpon, post({ messages: [1], action: "x" }), { received: [] });
  expect([call.body, call.before]).toEqual([{ messages: [], action: "x" }, []]);
});
