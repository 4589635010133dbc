import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readPage, readRun, readRuns } from "../contract/clients/v1.ts";
import { startSystem, type System, TOKENS } from "./harness.ts";
import {
  ANN,
  ARCHIVED,
  ASKS,
  COLOR,
  CUSTOMERS,
  DEVELOPERS,
  FRANK,
  JOE,
  SAYS,
  STAN,
  SURVEY,
  UNKNOWN,
} from "./sample.ts";
import { emptyAccount, plainContact, uuidOf } from "./seed.ts";
import { v2, type Api } from "./v2-api.ts";
import { answerOf, faultsOf } from "./v1.answers.ts";
import { held } from "./v1.held.ts";

const MANY = "9".repeat(40);
const PATH = "/api/v1/runs.json";

let system: System;
let api: Api;

beforeAll(async () => {
  system = held(await startSystem());
  api = v2(system);
  const group = { id: 1, uuid: CUSTOMERS, name: "All", query: null, created_on: "2016-01-01T00:00:00.000000Z" };
  const flow = {
    id: 1,
    uuid: COLOR,
    name: "Color",
    type: "message",
    archived: false,
    expires: 5,
    labels: [],
    created_on: "2016-01-01T00:00:00.000000Z",
    base_language: null,
    rulesets: [],
  };
  const contacts = Array.from({ length: 251 }, (_, at) => plainContact(uuidOf(at), { groups: [CUSTOMERS] }));
  await system.load(emptyAccount("many", MANY, { groups: [group], flows: [flow], contacts }));
});
afterAll(() => system.close());

async function runs(query: string, token: string = TOKENS.main) {
  const response = await system.fetch(`${PATH}${query}`, { token });
  expect(response.status, query).toBe(200);
  return readPage(readRun)(await response.json(), query);
}

async function answered(asked: Parameters<System["fetch"]>[1], path = PATH): Promise<[number, unknown]> {
  return answerOf(await system.fetch(path, asked));
}

async function made(json: unknown, token: string = TOKENS.main) {
  const [status, body] = await answered({ json, token });
  expect([status, body]).toEqual([201, expect.anything()]);
  return readRuns(body, "runs");
}

async function refused(json: unknown, token: string = TOKENS.main): Promise<readonly string[]> {
  return faultsOf(await system.fetch(PATH, { json, token }));
}

describe("runs", () => {
  test("show what was answered, where the run went, and how it ended", async () => {
    const [run] = (await runs("?run=7001")).results;
    const time = (second: number) => new Date(`2016-04-01T00:00:0${second}.000Z`);
    const blue = { text: "it is blue", value: "blue" };
    expect(run).toEqual({
      run: 7001,
      flow_uuid: COLOR,
      flow: 1001,
      contact: JOE,
      completed: true,
      values: [{ node: ASKS, label: "Color", category: "Blue", ...blue, rule_value: "blue", time: time(2) }],
      steps: [
        { type: "A", node: SAYS, arrived_on: time(0), left_on: time(1), text: null, value: null },
        { type: "R", node: ASKS, arrived_on: time(1), left_on: time(2), ...blue },
      ],
      created_on: time(0),
      modified_on: time(2),
      expires_on: new Date("2016-04-01T12:00:00.000Z"),
      expired_on: null,
    });
  });

  test.each([
    ["", [7002, 7001]],
    ["?run=7001&run=7002", [7002, 7001]],
    ["?run=7001,x", [7001]],
    ["?run=1", []],
    [`?flow_uuid=${COLOR},${SURVEY}`, [7002, 7001]],
    [`?flow_uuid=${ARCHIVED}`, []],
    ["?flow=1001", [7002, 7001]],
    ["?flow=1002,1003", []],
    [`?flow=1002&flow_uuid=${COLOR}`, []],
    [`?contact=${JOE}`, [7001]],
    [`?contact=${FRANK},${JOE}`, [7002, 7001]],
    ["?phone=%2B250788123123", [7001]],
    [`?phone=%2B250788123123&contact=${FRANK}`, []],
    [`?group_uuids=${CUSTOMERS}`, [7001]],
    ["?group=customers,Nobody", [7001]],
    [`?group=customers&contact=${FRANK}`, []],
    [`?group_uuids=${DEVELOPERS},${UNKNOWN}`, []],
    [`?run=7001&contact=${FRANK}`, []],
    ["?after=2016-04-02T00:00:00.000Z", [7002]],
    [`?flow_uuid=${COLOR}&before=2016-04-01T23:59:59.999`, [7001]],
    ["?before=soon", []],
  ])("are found by %j", async (query, numbers) => {
    const page = await runs(query);
    expect([page.count, page.results.map(({ run }) => run)]).toEqual([numbers.length, numbers]);
  });

  test("are not seen from elsewhere, by no number where numbers are hidden, and surveyors may read them", async () => {
    expect((await runs("", TOKENS.other)).results.map(({ run }) => run)).not.toContain(7001);
    expect((await runs("?phone=%2B250788123123", TOKENS.anon)).count).toBe(0);
    expect((await runs("", TOKENS.surveyor)).count).toBe(2);
  });

  test.each<[string, string, number]>([
    ["GET", `${PATH}?page=2`, 404],
    ["DELETE", PATH, 405],
    ["PUT", PATH, 405],
  ])("%s %s is %i", async (method, path, status) => {
    expect(await answered({ method }, path)).toEqual([status, { detail: expect.any(String) }]);
  });
});

describe("starting", () => {
  test("answers the runs it made, which v2 shows with their start, and the log knows who made them", async () => {
    const created = await made({ flow_uuid: COLOR, contacts: [ANN, JOE], extra: { "First name": "A" } });
    expect(created.map(({ contact }) => contact).toSorted()).toEqual([JOE, ANN]);
    for (const { steps } of created) expect(steps.map(({ type, node }) => [type, node])).toEqual([["R", ASKS]]);
    expect(created.map(({ flow, expired_on: expired }) => [flow, expired])).toEqual([
      [1001, null],
      [1001, null],
    ]);
    for (const { run, contact } of created) {
      const [seen] = (await api(`/runs.json?id=${run}`)).body.results;
      expect(seen).toMatchObject({ contact: { uuid: contact }, exit_type: null, path: [{ node: ASKS }] });
      const { uuid } = Object(seen?.["start"]) as { uuid: string };
      const [start] = (await api(`/flow_starts.json?uuid=${uuid}`)).body.results;
      expect(start).toMatchObject({ status: "complete", extra: { First_name: "A" }, restart_participants: true });
      const events = await api(`/events.json?object=${uuid}`);
      expect(events.body.results).toMatchObject([{ action: "create", type: "flow_start", version: "1" }]);
    }
    const newest = (await runs("?page=1")).results.slice(0, 2);
    expect(new Set(newest.map(({ run }) => run))).toEqual(new Set(created.map(({ run }) => run)));
  });

  test("is told to subscribers of the flow's resthook", async () => {
    const subscriber = { resthook: "new-mother", target_url: "https://receiver.example.org/hook" };
    await system.sql("main", `UPDATE flows SET resthooks = '["new-mother"]' WHERE uuid = '${SURVEY}'`);
    expect((await api("/resthook_subscribers.json", { json: subscriber })).status).toBe(201);
    const [run] = await made({ flow: 1002, contact: ANN });
    const events = (await api("/resthook_events.json?resthook=new-mother")).body.results;
    expect(events[0]?.["data"]).toMatchObject({ run: run?.run, flow_uuid: SURVEY, contact: ANN });
    await system.sql("main", `UPDATE flows SET resthooks = '[]' WHERE uuid = '${SURVEY}'`);
  });

  test("takes a group's members once, interrupts what they were in, and leaves out who cannot be started", async () => {
    const [before] = await made({ flow_uuid: SURVEY, contacts: JOE });
    const created = await made({ flow_uuid: COLOR, groups: [CUSTOMERS], contacts: [JOE, STAN] });
    expect(created.map(({ contact }) => contact).toSorted()).toEqual([JOE, ANN]);
    const [ended] = (await api(`/runs.json?id=${before?.run ?? 0}`)).body.results;
    expect(ended).toMatchObject({ exit_type: "interrupted" });
  });

  test("by phone completes the number with the country, and makes a contact", async () => {
    const [run] = await made({ flow_uuid: SURVEY, phone: "0788300001" });
    const [contact] = (await api("/contacts.json?urn=tel:%2B250788300001")).body.results;
    expect(run?.contact).toBe(contact?.uuid);
    const spellings = ["+250788300001", "+2500788300001", "250 788 300 001", "(0788) 300-001"];
    const [again, ...more] = await made({ flow_uuid: SURVEY, phone: spellings });
    expect([again?.contact, more]).toEqual([contact?.uuid, []]);
  });

  test("leaves out who was in the flow before when it is told so, and refuses when nobody is left", async () => {
    const before = (await api("/flow_starts.json")).body.results.length;
    const again = { flow_uuid: COLOR, contacts: [JOE], restart_participants: 0 };
    expect(await refused(again)).toEqual(["non_field_errors"]);
    expect(await refused({ flow_uuid: COLOR, contacts: [STAN] })).toEqual(["non_field_errors"]);
    expect((await api("/flow_starts.json")).body.results.length).toBe(before);
  });

  test("makes nothing, not even a contact, when one of several parts is refused", async () => {
    const before = (await runs("")).count;
    expect(await refused({ flow_uuid: COLOR, phone: "0788300099", groups: [CUSTOMERS, UNKNOWN] })).toEqual(["groups"]);
    const late = { flow_uuid: COLOR, phone: ["0788300099"], contact: [STAN], restart_participants: false };
    await system.sql("main", "UPDATE flows SET archived = 1 WHERE id = 1001");
    expect(await refused(late)).toEqual(["flow_uuid"]);
    await system.sql("main", "UPDATE flows SET archived = 0 WHERE id = 1001");
    expect((await api("/contacts.json?urn=tel:%2B250788300099")).body.results).toEqual([]);
    expect((await runs("")).count).toBe(before);
  });

  test("has a bound, which counts a group's members", async () => {
    expect(await refused({ flow_uuid: COLOR, groups: CUSTOMERS }, MANY)).toEqual(["non_field_errors"]);
    expect((await runs("", MANY)).count).toBe(0);
    const some = Array.from({ length: 250 }, (_, at) => uuidOf(at));
    expect(await made({ flow: 1, contacts: some }, MANY)).toHaveLength(250);
    const page = await runs(`?group_uuids=${CUSTOMERS}`, MANY);
    expect([page.count, page.results.length, page.next]).toEqual([250, 250, null]);
  });

  test.each<[string, object, string[]]>([
    ["nothing", {}, ["flow_uuid"]],
    ["nobody", { flow_uuid: COLOR }, ["non_field_errors"]],
    ["an unknown flow", { flow_uuid: UNKNOWN, contacts: [JOE] }, ["flow_uuid"]],
    ["an unknown number of a flow", { flow: 9, contacts: [JOE] }, ["flow"]],
    ["an archived flow", { flow_uuid: ARCHIVED, contacts: [JOE] }, ["flow_uuid"]],
    ["both names of the flow", { flow_uuid: COLOR, flow: 1001, contacts: [JOE] }, ["non_field_errors"]],
    ["both names of contacts", { flow_uuid: COLOR, contact: JOE, contacts: JOE }, ["non_field_errors"]],
    ["contacts and phones", { flow_uuid: COLOR, phone: "1", contacts: JOE }, ["non_field_errors"]],
    [
      "unknown contacts and groups",
      { flow_uuid: COLOR, contacts: [UNKNOWN], groups: [UNKNOWN] },
      ["contacts", "groups"],
    ],
    ["an unknown contact by its older name", { flow_uuid: COLOR, contact: UNKNOWN }, ["contact"]],
    [
      "what are no UUIDs",
      { flow_uuid: "x", contacts: ["joe"], groups: "Customers" },
      ["contacts", "flow_uuid", "groups"],
    ],
    ["no number", { flow_uuid: COLOR, phone: "none" }, ["phone"]],
    ["values that are no strings", { flow_uuid: COLOR, contacts: JOE, extra: { a: 1 } }, ["extra"]],
    ["251 contacts", { flow_uuid: COLOR, contacts: Array.from({ length: 251 }, () => JOE) }, ["contacts"]],
  ])("with %s is refused", async (_, json, fields) => {
    expect(await refused(json)).toEqual(fields);
  });

  test.each([
    ["a suspended account", TOKENS.suspended, { contacts: "00000000-0000-4000-8000-000000000401" }],
    ["an anonymous account by number", TOKENS.anon, { phone: "+250788300001" }],
  ])("in %s is refused", async (_, token, who) => {
    const json = { metadata: { name: "Flow" }, version: 10 };
    const [, flow] = await answered({ json, token }, "/api/v1/flow_definition.json");
    const { uuid } = (flow as { metadata: { uuid: string } }).metadata;
    expect(await refused({ flow_uuid: uuid, ...who }, token)).toEqual(["non_field_errors"]);
    expect((await runs("", token)).count).toBe(0);
  });

  test.each<[string, Parameters<System["fetch"]>[1], number]>([
    ["a surveyor's key", { json: { flow_uuid: COLOR, contacts: [JOE] }, token: TOKENS.surveyor }, 403],
    ["no key", { json: {}, token: null }, 403],
    ["a body that is no object", { json: [] }, 400],
    ["a body that is not JSON", { body: "{" }, 400],
    ["a body of another type", { body: "a=1", headers: { "Content-Type": "text/plain" } }, 415],
    ["a body that is too large", { body: JSON.stringify({ a: "x".repeat(1_000_001) }) }, 413],
  ])("with %s is refused", async (_, asked, status) => {
    expect((await answered(asked))[0]).toBe(status);
  });
});
