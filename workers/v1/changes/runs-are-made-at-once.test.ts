import { expect, test } from "vitest";
import { post, turned } from "./calls.fixture.ts";
import { runsAreMadeAtOnce } from "./runs-are-made-at-once.ts";

test("the body is an act that shows the runs it made", () => {
  const body = { flow_uuid: "F", contacts: ["C"], groups: ["G"], phones: ["0788"], restart_participants: true };
  expect(turned(runsAreMadeAtOnce, post(body)).act).toEqual({
    act: "runs.start",
    args: { flow: "f", contacts: ["c"], phones: ["0788"], groups: ["g"], restartParticipants: true, extra: null },
    shows: { kind: "runs", as: "list" },
  });
  expect(turned(runsAreMadeAtOnce, post({ flow_uuid: 7 })).act?.args).toMatchObject({ flow: 7 });
});

test("what a start brings is cut to fit", () => {
  const values = Array.from({ length: 300 }, (_, at) => [`k${at}`, "v"]);
  const extra = { "First name": "😀".repeat(641), ...Object.fromEntries(values) };
  const { args } = turned(runsAreMadeAtOnce, post({ extra })).act ?? {};
  const brought = JSON.parse((args as { extra: string }).extra) as Record<string, string>;
  expect(Object.keys(brought)).toHaveLength(256);
  expect(brought["First_name"]).toBe("😀".repeat(640));
});

test("what concerns all of it is said of all of it", () => {
  const answer = { status: 400, body: { started: ["None."], flow: ["Unknown."] } };
  expect(runsAreMadeAtOnce.problem?.(answer, post({})).body).toEqual({
    non_field_errors: ["None."],
    flow_uuid: ["Unknown."],
  });
});

test("reads are left alone", () => {
  const call = { ...post({}), method: "GET" } as const;
  expect(turned(runsAreMadeAtOnce, call)).toBe(call);
});
