import { expect, test } from "vitest";
import type { Call, Change } from "./change.ts";
import { inward, outward } from "./translate.ts";

const call: Call = { method: "POST", path: "/contacts", query: [], body: { trail: [] } };

/** Leaves its name wherever it comes by. */
function marking(name: string): Change {
  const mark = (body: unknown) => ({ trail: [...(body as { trail: string[] }).trail, name] });
  return {
    description: "",
    operations: [],
    request: (given) => ({ ...given, body: mark(given.body) }),
    response: (body, { body: sent }) => ({ ...mark(body), [name]: sent }),
    status: (status) => status + 1,
    problem: ({ status, body }) => ({ status, body: mark(body) }),
  };
}

const CHANGES = [marking("near"), marking("far")];

test("the first change stands next to the client, the last one next to the next version", () => {
  const { call: turned, passed } = inward(CHANGES, call);
  expect(turned.body).toEqual({ trail: ["near", "far"] });
  const answer = outward(passed, { status: 200, body: { trail: [] } });
  expect(answer.status).toBe(202);
  expect(answer.body).toMatchObject({ trail: ["far", "near"] });
});

test("on the way out a change sees the call that it was given, not the one that it made", () => {
  const { passed } = inward(CHANGES, call);
  expect(outward(passed.slice(1), { status: 200, body: { trail: [] } }).body).toMatchObject({
    far: { trail: ["near"] },
  });
});

test("a refusal is turned as one, and keeps its status", () => {
  const { passed } = inward(CHANGES, call);
  expect(outward(passed, { status: 404, body: { trail: [] } })).toEqual({
    status: 404,
    body: { trail: ["far", "near"] },
  });
});

test("what has no body gets none, and without changes nothing happens", () => {
  const { passed } = inward(CHANGES, call);
  expect(outward(passed, { status: 204, body: undefined }).body).toBeUndefined();
  const idle = inward([], call);
  expect(idle.call).toBe(call);
  const answer = { status: 200, body: {} };
  expect(outward(idle.passed, answer)).toBe(answer);
});
