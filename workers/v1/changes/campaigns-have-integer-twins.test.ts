import { expect, test } from "vitest";
import { asked, post, refused, turned } from "./calls.fixture.ts";
import { campaignsHaveIntegerTwins as change } from "./campaigns-have-integer-twins.ts";

const NAMED = { event: null, campaign: { id: 5, uuid: "u" }, flow: null, field: null };

test("an integer is looked up, and the answer must tell the number of what was written", () => {
  const call = post({ campaign: 5, name: "N" });
  expect([asked(change, call), asked(change, post({ uuid: "u" }))]).toEqual([["named"], []]);
  expect(turned(change, call, { named: NAMED })).toMatchObject({
    body: { uuid: "u", name: "N" },
    numbered: { beside: {} },
  });
  expect(turned(change, post({ name: "N" }))).toMatchObject({ body: { name: "N" }, numbered: { beside: {} } });
});

test("an unknown one, and one beside a UUID, are refused", () => {
  const call = post({ campaign: 5 });
  expect(refused(change, call, { named: { ...NAMED, campaign: null } })).toEqual([
    400,
    { campaign: [expect.stringContaining("5")] },
  ]);
  expect(refused(change, post({ campaign: 5, uuid: "u" }), { named: NAMED })).toEqual([
    400,
    { non_field_errors: [expect.any(String)] },
  ]);
});

test("a campaign that went in between is told about under the name that was sent", () => {
  const answer = { status: 400, body: { uuid: ["Gone."] } };
  expect(change.problem?.(answer, post({ campaign: 5 })).body).toEqual({ campaign: ["Gone."] });
  expect(change.problem?.(answer, post({ uuid: "u" }))).toBe(answer);
});

test("the number is shown", () => {
  expect(change.response?.({ uuid: "u" }, { id: 5, beside: {} })).toEqual({ uuid: "u", campaign: 5 });
});

test("a read stays as it is", () => {
  const call = { ...post({}), method: "GET" as const };
  expect(turned(change, call)).toBe(call);
});
