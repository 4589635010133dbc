import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readRun } from "../contract/clients/v1.ts";
import { startSystem, type System, TOKENS } from "./harness.ts";
import { ANN, ASKS, COLOR, FRANK, JOE, SAYS, SURVEY, UNKNOWN } from "./sample.ts";
import { v2, type Api } from "./v2-api.ts";
import { answerOf, faultsOf } from "./v1.answers.ts";
import { held } from "./v1.held.ts";

const PATH = "/api/v1/steps.json";

let system: System;
let api: Api;

beforeAll(async () => {
  system = held(await startSystem());
  api = v2(system);
});
afterAll(() => system.close());

function at(second: number): string {
  return `2017-05-01T10:00:${String(second).padStart(2, "0")}.250Z`;
}

function says(second: number) {
  return { node: SAYS, arrived_on: at(second), actions: [{ type: "reply", msg: "Hi" }], errors: [] };
}

function asks(second: number, text: string, category: string) {
  return { node: ASKS, arrived_on: at(second), rule: { uuid: UNKNOWN, category, value: text, text }, actions: [] };
}

function interview(more: object) {
  return { flow: COLOR, contact: JOE, revision: 1, started: at(0), completed: false, steps: [], ...more };
}

async function sent(json: unknown, token: string = TOKENS.surveyor) {
  const [status, body] = await answerOf(await system.fetch(PATH, { json, token }));
  expect([status, body]).toEqual([201, expect.anything()]);
  return readRun(body, "run");
}

async function refused(json: object): Promise<readonly string[]> {
  return faultsOf(await system.fetch(PATH, { json }));
}

async function inV2(run: number) {
  return (await api(`/runs.json?id=${run}`)).body.results[0];
}

describe("an interview", () => {
  test("that is completed is a run with all of its answers, in v1 and in v2", async () => {
    const steps = [says(1), asks(2, "Mauve", "Other"), asks(3, "blue", "Blue")];
    const run = await sent(interview({ completed: 1, steps, submitted_by: "ann@example.org" }));
    expect(run).toMatchObject({ flow_uuid: COLOR, flow: 1001, contact: JOE, completed: true, expired_on: null });
    expect(run.created_on).toEqual(new Date(at(0)));
    expect(run.values.map(({ label, text, category, time }) => [label, text, category, time])).toEqual([
      ["Color", "Mauve", "Other", new Date(at(2))],
      ["Color", "blue", "Blue", new Date(at(3))],
    ]);
    expect(run.steps.map(({ type, text, arrived_on: arrived, left_on: left }) => [type, text, arrived, left])).toEqual([
      ["A", null, new Date(at(1)), new Date(at(2))],
      ["R", "Mauve", new Date(at(2)), new Date(at(3))],
      ["R", "blue", new Date(at(3)), expect.any(Date)],
    ]);
    const seen = await inV2(run.run);
    expect(seen).toMatchObject({
      responded: true,
      exit_type: "completed",
      path: [{ node: SAYS }, { node: ASKS }, { node: ASKS }],
      values: { color: { name: "Color", value: "blue", category: "Blue", node: ASKS } },
      start: null,
    });
    const events = await api(`/events.json?object=${seen?.uuid ?? ""}`);
    expect(events.body.results).toMatchObject([
      { action: "create", type: "run", version: "1", reason: "submitted by ann@example.org" },
    ]);
    const listed = await system.fetch(`/api/v1/runs.json?run=${run.run}`);
    expect(await listed.json()).toMatchObject({ count: 1, results: [{ run: run.run, completed: true }] });
  });

  test("that is completed interrupts nobody, one that goes on takes its contact with it", async () => {
    const before = (await api(`/runs.json?contact=${FRANK}`)).body.results[0];
    expect(before?.["exit_type"]).toBeNull();
    await sent(interview({ contact: FRANK, completed: true, steps: [says(1)] }));
    expect((await inV2(Number(before?.["id"])))?.["exit_type"]).toBeNull();
    const run = await sent(interview({ contact: FRANK, flow: SURVEY, steps: [says(1)] }));
    expect((await inV2(Number(before?.["id"])))?.["exit_type"]).toBe("interrupted");
    expect((await api(`/contacts.json?uuid=${FRANK}`)).body.results[0]?.["flow"]).toMatchObject({ uuid: SURVEY });
    expect(run.completed).toBe(false);
  });

  test("goes on with what is new of its steps, and sent again changes nothing", async () => {
    const first = interview({ contact: ANN, steps: [says(1)] });
    const run = await sent(first);
    const second = { ...first, steps: [says(1), asks(2, "red", "Other")] };
    const more = await sent(second);
    expect([more.run, more.steps.length, more.values.length]).toEqual([run.run, 2, 1]);
    const last = { ...first, completed: true, steps: [asks(2, "red", "Other"), asks(5, "blue", "Blue")] };
    const ended = await sent(last);
    expect([ended.run, ended.steps.length, ended.completed]).toEqual([run.run, 3, true]);
    expect(await sent(last)).toEqual(ended);
    expect(await refused({ ...last, steps: [says(9)] })).toEqual(["steps"]);
    expect((await api(`/runs.json?contact=${ANN}`)).body.results).toHaveLength(1);
    expect((await sent({ ...first, started: at(30) })).run).toBeGreaterThan(run.run);
  });

  test("tells subscribers that its run began and ended", async () => {
    await system.sql("main", `UPDATE flows SET resthooks = '["new-mother"]' WHERE uuid = '${COLOR}'`);
    const run = await sent(interview({ started: at(40), completed: true, steps: [asks(41, "blue", "Blue")] }));
    const events = (await api("/resthook_events.json?resthook=new-mother")).body.results;
    const told = events.map(({ data }) => data as { run: number; text: string }).filter((data) => data.run === run.run);
    expect(told.map(({ text }) => text)).toEqual(["blue", "blue"]);
  });
});

describe("what is wrong with an interview", () => {
  test.each<[string, object, string[]]>([
    ["nothing", {}, ["contact", "flow", "started", "steps"]],
    ["an unknown flow and contact", interview({ flow: UNKNOWN, contact: UNKNOWN }), ["contact", "flow"]],
    ["no date", interview({ started: "yesterday" }), ["started"]],
    ["no list", interview({ steps: "none" }), ["steps"]],
    ["a step without a node", interview({ steps: [{ arrived_on: at(1) }] }), ["steps"]],
    ["an answer where nothing is asked", interview({ steps: [{ ...asks(1, "a", "b"), node: SAYS }] }), ["steps"]],
    ["text that cannot be stored", interview({ submitted_by: "a\u0000" }), ["non_field_errors"]],
  ])("%s is said under its name, and nothing is made", async (_, json, fields) => {
    const count = async () => ((await (await system.fetch("/api/v1/runs.json")).json()) as { count: number }).count;
    const before = await count();
    expect(await refused(json)).toEqual(fields);
    expect(await count()).toBe(before);
  });

  test.each<[string, Parameters<System["fetch"]>[1], number]>([
    ["GET", { method: "GET" }, 405],
    ["DELETE", { method: "DELETE" }, 405],
    ["no key", { json: {}, token: null }, 403],
    ["a flow of another account", { json: interview({}), token: TOKENS.other }, 400],
    ["a body that is no object", { json: [] }, 400],
    ["a body of another type", { body: "a=1", headers: { "Content-Type": "text/plain" } }, 415],
    ["a body that is too large", { body: JSON.stringify({ a: "x".repeat(1_000_001) }) }, 413],
  ])("%s is refused", async (_, asked, status) => {
    expect((await answerOf(await system.fetch(PATH, asked)))[0]).toBe(status);
  });
});
