import { expect, test } from "vitest";
import type { Call, Change } from "./change.ts";
import { inward, outward, turnObject } from "./translate.ts";

const CALL: Call = { method: "POST", path: "/contacts.json", query: {}, body: { trail: "" }, before: [] };

/** Leaves its name in whatever passes it. */
function marking(name: string): Change {
  const mark = (body: unknown) => ({ trail: `${String((body as { trail?: string }).trail)}${name}` });
  return {
    request: (call) => ({ ...call, body: mark(call.body) }),
    response: (object) => mark(object),
    problem: (answer, call) => ({
      ...answer,
      body: mark({ trail: `${JSON.stringify(answer.body)}${String(call.body["trail"])}` }),
    }),
    status: (status) => status + 1,
  };
}

const [A, B] = [marking("A"), marking("B")];
const refusing: Change = { request: () => ({ refuse: { status: 400, body: { trail: "" } } }) };

function ready(changes: readonly Change[]) {
  const turned = inward(changes, CALL, {});
  if (turned.step !== "ready") throw new Error(turned.step);
  return turned;
}

test("in order on the way in, in reverse on the way out", () => {
  const { call, passed } = ready([A, B]);
  expect(call.body).toEqual({ trail: "AB" });
  expect(outward(passed, { status: 200, body: { trail: "" } })).toEqual({ status: 202, body: { trail: "BA" } });
  expect(turnObject([A, B], { trail: "" }, { id: 1, beside: {} })).toEqual({ trail: "BA" });
});

test("a problem meets each change with the call as it came to that change", () => {
  const { passed } = ready([A, B]);
  expect(outward(passed.slice(1), { status: 400, body: {} }).body).toEqual({ trail: "{}AB" });
});

test("a refusal goes back only through the changes that were passed", () => {
  const turned = inward([A, refusing, B], CALL, {});
  expect(turned.step === "refused" && turned.passed.map(({ change }) => change)).toEqual([A]);
});

test("a need stops the walk until it is known, and what is known is not asked for again", () => {
  const needy: Change = {
    needs: () => [{ fact: "selected" }, { fact: "received", ids: [1] }],
    request: (call, { selected }) => ({ ...call, body: { selected } }),
  };
  expect(inward([needy], CALL, { received: [] })).toEqual({ step: "needs", needs: [{ fact: "selected" }] });
  expect(inward([needy], CALL, { received: [], selected: ["u"] })).toMatchObject({
    step: "ready",
    call: { body: { selected: ["u"] } },
  });
});

test("an answer without a body stays without", () => {
  expect(outward(ready([A]).passed, { status: 204, body: null }).body).toBeNull();
});

test("each object of a list is turned with what is known beside it", () => {
  const numbered: Change = { response: (object, { id, beside }) => ({ ...object, id, ...beside }) };
  const { passed } = ready([numbered]);
  const items = [{ id: 1, ref: "a", beside: { more: true } }];
  const answer = { status: 201, body: [{ uuid: "a" }, { uuid: "b" }], items };
  expect(outward(passed, answer)).toEqual({
    status: 201,
    body: [
      { uuid: "a", id: 1, more: true },
      { uuid: "b", id: null },
    ],
  });
});
