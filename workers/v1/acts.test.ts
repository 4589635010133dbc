import { describe, expect, test } from "vitest";
import { actorOf, answerOf, refusalOf } from "./acts.ts";

test("an act is done in the name of the key that the router vouches for", () => {
  const fields = new Headers({ "X-Key-Id": "k", "X-API-Version": "1", "X-Request-Id": "r", "X-Account-Id": "a" });
  expect(actorOf(fields, "because")).toEqual({ key: "k", version: "1", requestId: "r", reason: "because" });
});

describe("what was done is shown", () => {
  const made = [
    { id: 1, ref: "1", beside: { flow: 7 } },
    { id: 2, ref: "2", beside: { flow: 8 } },
  ];

  test("as a list, each object with what is known beside it, without those that went away since", () => {
    expect(answerOf({ kind: "runs", as: "list" }, made, [{ id: 2 }])).toEqual({
      status: 201,
      body: [{ id: 2 }],
      items: [made[1]],
    });
  });

  test("as one object", () => {
    expect(answerOf({ kind: "runs", as: "one" }, made.slice(0, 1), [{ id: 1 }])).toEqual({
      status: 201,
      body: { id: 1 },
      items: [made[0]],
    });
  });

  test("without a body", () => {
    expect(answerOf(null, [], [])).toEqual({ status: 204, body: null });
  });
});

describe("what was refused", () => {
  test("is said by field, all of it", () => {
    const failures = [
      { field: "contacts", code: "unknown", value: "x" },
      { field: "contacts", code: "anonymous", value: "y" },
      { field: "flow", code: "archived", value: "z" },
    ] as const;
    expect(refusalOf({ ok: false, why: "invalid", failures })).toEqual({
      status: 400,
      body: {
        contacts: [expect.stringContaining("x"), expect.stringContaining("y")],
        flow: [expect.stringContaining("z")],
      },
    });
  });

  test.each([
    ["no-account", 403],
    ["full", 507],
  ] as const)("as %s is a %i", (why, status) => {
    expect(refusalOf({ ok: false, why })).toEqual({ status, body: { detail: expect.any(String) } });
  });
});
