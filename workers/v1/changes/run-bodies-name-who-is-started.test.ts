import { expect, test } from "vitest";
import { post, refused, turned } from "./calls.fixture.ts";
import { runBodiesNameWhoIsStarted } from "./run-bodies-name-who-is-started.ts";

const JOE = "00000000-0000-4000-8000-000000000101";
const FLOW = "00000000-0000-4000-8000-000000000021";

test("one contact is a list of one, and everybody is started again unless it is said", () => {
  const body = (more: object) => turned(runBodiesNameWhoIsStarted, post({ flow_uuid: FLOW, ...more })).body;
  const all = { flow_uuid: FLOW, contacts: [JOE], groups: [], phone: [], restart_participants: true };
  expect(body({ contacts: JOE })).toEqual(all);
  expect(body({ contact: JOE })).toEqual(all);
  expect(body({ contacts: [JOE], restart_participants: 0 })).toEqual({ ...all, restart_participants: false });
  expect(body({ contact: [JOE], phone: "0788" })).toEqual({ ...all, phone: ["0788"] });
});

test.each([
  [{ contacts: [JOE] }, ["flow_uuid"]],
  [{ flow_uuid: "x", contacts: [JOE] }, ["flow_uuid"]],
  [{ flow: "7", contacts: [JOE] }, ["flow"]],
  [
    { flow: 7, contacts: ["joe"], groups: [5], extra: { a: 1 }, restart_participants: "maybe" },
    ["contacts", "extra", "groups", "restart_participants"],
  ],
  [{ flow: 7, contacts: Array.from({ length: 251 }, () => JOE) }, ["contacts"]],
  [{ flow: 7, phone: Array.from({ length: 101 }, () => "1") }, ["phone"]],
  [{ flow: 7 }, ["non_field_errors"]],
  [{ flow: 7, contacts: [] }, ["non_field_errors"]],
  [{ flow: 7, contacts: [JOE], contact: [JOE] }, ["non_field_errors"]],
  [{ flow: 7, contacts: [JOE], phone: ["1"] }, ["non_field_errors"]],
])("%j is refused", (body, fields) => {
  const [status, said] = refused(runBodiesNameWhoIsStarted, post(body)) as [number, object];
  expect([status, Object.keys(said).toSorted()]).toEqual([400, fields]);
});

test("what is wrong with contacts is said under the name they came by", () => {
  const answer = { status: 400, body: { contacts: ["No."] } };
  expect(runBodiesNameWhoIsStarted.problem?.(answer, post({ contact: JOE })).body).toEqual({ contact: ["No."] });
});
