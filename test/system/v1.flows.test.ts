import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readDefinition, readFlow, readPage } from "../contract/clients/v1.ts";
import { startSystem, type System, TOKENS } from "./harness.ts";
import { ARCHIVED, ASKS, COLOR, SURVEY, UNKNOWN } from "./sample.ts";
import { v2, type Api } from "./v2-api.ts";
import { answerOf, faultsOf } from "./v1.answers.ts";
import { held } from "./v1.held.ts";

let system: System;
let api: Api;

beforeAll(async () => {
  system = held(await startSystem());
  api = v2(system);
});
afterAll(() => system.close());

async function flows(query: string, token: string = TOKENS.main) {
  const response = await system.fetch(`/api/v1/flows.json${query}`, { token });
  expect(response.status, query).toBe(200);
  return readPage(readFlow)(await response.json(), query);
}

async function answered(path: string, asked: Parameters<System["fetch"]>[1]): Promise<[number, unknown]> {
  return answerOf(await system.fetch(path, asked));
}

describe("flows", () => {
  test("come newest first, with their runs added up, their rulesets and their number", async () => {
    const page = await flows("");
    expect([page.count, page.results.map(({ uuid }) => uuid)]).toEqual([3, [ARCHIVED, SURVEY, COLOR]]);
    expect(page.results[2]).toEqual({
      uuid: COLOR,
      name: "Color Flow",
      archived: false,
      labels: ["Reporting"],
      runs: 2,
      completed_runs: 1,
      participants: null,
      expires: 720,
      rulesets: [{ node: ASKS, label: "Color", response_type: "C", ruleset_type: "wait_message", id: 71 }],
      created_on: new Date("2016-03-01T00:00:00.000Z"),
      flow: 1001,
    });
  });

  test.each([
    [`?uuid=${COLOR}&uuid=${ARCHIVED}`, [ARCHIVED, COLOR]],
    ["?uuid=x", []],
    ["?flow=1001&flow=1002", [SURVEY, COLOR]],
    ["?flow=x", []],
    ["?flow=1001&uuid=x", []],
    ["?archived=1", [ARCHIVED]],
    ["?archived=0", [SURVEY, COLOR]],
    ["?label=Reporting", [COLOR]],
    ["?label=reporting", []],
    ["?type=S", [SURVEY]],
    ["?type=F&type=S&archived=false", [SURVEY, COLOR]],
    ["?type=x", []],
    ["?after=2016-03-02T00:00:00.000Z", [ARCHIVED, SURVEY]],
    ["?before=2016-03-02T00:00:00.000", [SURVEY, COLOR]],
    ["?before=2016-03-02", []],
  ])("are found by %s", async (query, uuids) => {
    const page = await flows(query);
    expect([page.count, page.results.map(({ uuid }) => uuid)]).toEqual([uuids.length, uuids]);
  });

  test("of another account are not seen, and surveyors may read them", async () => {
    expect((await flows(`?uuid=${COLOR}`, TOKENS.other)).results).toEqual([]);
    expect((await flows("", TOKENS.surveyor)).count).toBe(3);
  });

  test.each([
    ["GET", "/api/v1/flows.json?page=2", 404],
    ["GET", "/api/v1/flows.json?page=x", 404],
    ["POST", "/api/v1/flows.json", 405],
    ["DELETE", "/api/v1/flows.json", 405],
    ["DELETE", `/api/v1/flow_definition.json?uuid=${COLOR}`, 405],
  ])("%s %s is %i", async (method, path, status) => {
    expect(await answered(path, { method })).toEqual([status, { detail: expect.any(String) }]);
  });

  test("without suffix are an empty array", async () => {
    expect(await answered("/api/v1/flows", {})).toEqual([200, []]);
  });
});

const DEFINITION = {
  metadata: { name: "Favourites", expires: 60, author: "ann" },
  version: 10,
  base_language: "eng",
  flow_type: "F",
  entry: "00000000-0000-4000-8000-0000000000a0",
  action_sets: [
    {
      uuid: "00000000-0000-4000-8000-0000000000a0",
      actions: [{ type: "reply", msg: { eng: "Which drink?" } }],
      destination: "00000000-0000-4000-8000-0000000000b0",
    },
  ],
  rule_sets: [
    {
      uuid: "00000000-0000-4000-8000-0000000000b0",
      label: "Drink",
      ruleset_type: "wait_message",
      rules: [
        { uuid: UNKNOWN, category: { eng: "Tea" }, test: { type: "contains", test: { eng: "tea" } } },
        { category: { eng: "Other" }, test: { type: "true" } },
      ],
    },
  ],
};

async function save(definition: unknown) {
  const [status, body] = await answered("/api/v1/flow_definition.json", { json: definition });
  expect([status, body]).toEqual([201, expect.anything()]);
  return readDefinition(body, "definition");
}

async function saved(uuid: unknown, token: string = TOKENS.main) {
  const [status, body] = await answered(`/api/v1/flow_definition.json?uuid=${String(uuid)}`, { token });
  expect([status, body]).toEqual([200, expect.anything()]);
  return readDefinition(body, "definition");
}

async function actionsOn(uuid: unknown): Promise<unknown[]> {
  const events = await api(`/events.json?object=${String(uuid)}`);
  return events.body.results.map(({ action, type, version }) => [action, type, version]);
}

describe("a flow's definition", () => {
  test("of an imported flow is what is known of it", async () => {
    expect(await saved(COLOR, TOKENS.surveyor)).toMatchObject({
      metadata: { uuid: COLOR, name: "Color Flow", expires: 720, revision: 1, saved_on: "2016-03-01T00:00:00.000Z" },
      base_language: "eng",
      entry: ASKS,
      action_sets: [],
      rule_sets: [{ uuid: ASKS, label: "Color" }],
    });
  });

  test.each(["", `?uuid=${UNKNOWN}`, "?uuid=x"])(
    "that nobody has, %j, is 400 with a body of its own",
    async (query) => {
      expect(await answered(`/api/v1/flow_definition.json${query}`, {})).toEqual([400, { error: expect.any(String) }]);
    },
  );

  test("of another account is not seen", async () => {
    const asked = { token: TOKENS.other };
    expect((await answered(`/api/v1/flow_definition.json?uuid=${COLOR}`, asked))[0]).toBe(400);
    const json = { ...DEFINITION, metadata: { ...DEFINITION.metadata, uuid: COLOR } };
    expect(await answered("/api/v1/flow_definition.json", { ...asked, json })).toEqual([
      400,
      { uuid: [expect.stringContaining(COLOR)] },
    ]);
  });

  test("that is new comes back as it was saved, and v2 has the flow with its results", async () => {
    const made = await save(DEFINITION);
    const { uuid } = made.metadata;
    expect(made).toEqual({
      ...DEFINITION,
      metadata: { ...DEFINITION.metadata, uuid, revision: 1, saved_on: expect.stringMatching(/\.\d{3}Z$/) },
    });
    expect(await saved(uuid)).toEqual(made);
    const [flow] = (await api(`/flows.json?uuid=${String(uuid)}`)).body.results;
    expect(flow).toMatchObject({
      name: "Favourites",
      type: "message",
      archived: false,
      expires: 60,
      runs: { active: 0 },
      results: [
        { key: "drink", name: "Drink", categories: ["Tea", "Other"], node_uuids: [DEFINITION.rule_sets[0]?.uuid] },
      ],
    });
    const definitions = await api(`/definitions.json?flow=${String(uuid)}`);
    expect(definitions.body["flows"]).toMatchObject([{ rule_sets: [{ label: "Drink" }], base_language: "eng" }]);
    expect(await actionsOn(uuid)).toEqual([["create", "flow", "1"]]);
    expect((await flows(`?uuid=${String(uuid)}`)).results[0]?.flow).toBeGreaterThan(1003);
  });

  test("that names a flow changes it; rulesets that stay keep their number", async () => {
    const before = (await flows(`?uuid=${SURVEY}`)).results[0];
    const update = { ...DEFINITION, flow_type: "S", metadata: { uuid: SURVEY, name: "Better survey" } };
    const first = await save(update);
    expect(first.metadata).toMatchObject({ uuid: SURVEY, name: "Better survey", expires: 720, revision: 2 });
    const [ruleset] = (await flows(`?uuid=${SURVEY}`)).results[0]?.rulesets ?? [];
    const added = { uuid: ASKS.replace("61", "69"), label: "Size", ruleset_type: "wait_digit" };
    const second = await save({ ...update, rule_sets: [added, ...DEFINITION.rule_sets] });
    expect(second.metadata["revision"]).toBe(3);
    const after = (await flows(`?uuid=${SURVEY}`)).results[0];
    expect(after?.rulesets.map(({ label, response_type }) => [label, response_type])).toEqual([
      ["Size", "M"],
      ["Drink", "C"],
    ]);
    expect([after?.rulesets[1]?.id, after?.flow]).toEqual([ruleset?.id, before?.flow]);
    expect(await actionsOn(SURVEY)).toEqual([
      ["update", "flow", "1"],
      ["update", "flow", "1"],
    ]);
  });

  test.each<[string, unknown, string[]]>([
    ["nothing", {}, ["metadata", "version"]],
    ["no name", { ...DEFINITION, metadata: {} }, ["metadata"]],
    ["an unknown flow", { ...DEFINITION, metadata: { uuid: UNKNOWN, name: "X" } }, ["uuid"]],
    ["a ruleset without a node", { ...DEFINITION, rule_sets: [{}] }, ["rule_sets"]],
    ["text that cannot be stored", { ...DEFINITION, action_sets: ["a\u0000"] }, ["non_field_errors"]],
  ])("with %s is refused, and nothing is saved", async (_, json, fields) => {
    const before = (await flows("")).count;
    expect(await faultsOf(await system.fetch("/api/v1/flow_definition.json", { json }))).toEqual(fields);
    expect((await flows("")).count).toBe(before);
  });

  test.each<[string, Parameters<System["fetch"]>[1], number]>([
    ["a surveyor's key", { json: DEFINITION, token: TOKENS.surveyor }, 403],
    ["no key", { json: DEFINITION, token: null }, 403],
    ["a body that is no object", { json: [] }, 400],
    ["a body that is nested too deeply", { body: `{"action_sets":${"[".repeat(9_000)}${"]".repeat(9_000)}}` }, 400],
    ["a body of another type", { body: "a=1", headers: { "Content-Type": "text/plain" } }, 415],
    ["a body that is too large", { body: JSON.stringify({ a: "x".repeat(1_000_001) }) }, 413],
  ])("with %s is refused", async (_, asked, status) => {
    expect((await answered("/api/v1/flow_definition.json", asked))[0]).toBe(status);
  });
});
