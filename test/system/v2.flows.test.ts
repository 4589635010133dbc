/** `flows`, `flow_starts` and `runs`: what is answered, and what a start makes of contacts and of counts. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TOKENS, startSystem, type System } from "./harness.ts";
import { ANN, ARCHIVED, ASKS, COLOR, FRANK, JOE, SAYS, STAN, SURVEY, UNKNOWN } from "./sample.ts";
import { type Api, type Told, type Wire, pages, read, v2 } from "./v2-api.ts";

const anything = expect.any(String) as string;
const naming = (text: string): unknown => [expect.stringContaining(text)];

let system: System;
let api: Api;

beforeAll(async () => {
  system = await startSystem();
  api = v2(system);
});
afterAll(() => system.close());

const list = async (kind: "flow" | "flow_start" | "run", query = "", token: string = TOKENS.main): Promise<Wire[]> => {
  const { status, body, text } = await api(`/${kind}s.json${query}`, { token });
  expect(status, text).toBe(200);
  return body.results.map((it) => read(kind, it));
};

const post = (json: unknown, token: string = TOKENS.main): Promise<Told> => api("/flow_starts.json", { json, token });

/** Starts, and waits for it to be complete. */
async function started(json: unknown): Promise<{ start: Wire; runs: Wire[] }> {
  const { status, body, text } = await post(json);
  expect(status, text).toBe(201);
  read("flow_start", body);
  const now = async (): Promise<unknown> => (await list("flow_start", `?uuid=${body.uuid}`))[0]?.["status"];
  await expect.poll(now, { timeout: 40_000, interval: 30 }).toBe("complete");
  const [start] = await list("flow_start", `?id=${String(body["id"])}`);
  const runs = (await pages(api, "/runs.json")).flatMap((page) => page.body.results);
  return { start: start ?? body, runs: runs.filter((run) => (run["start"] as Wire | null)?.uuid === body.uuid) };
}

const nested = (object: Wire | undefined, name: string): Wire => object?.[name] as Wire;
const counts = async (flow: string): Promise<unknown> => (await list("flow", `?uuid=${flow}`))[0]?.["runs"];

// First of all: the sample as it was imported.
describe("GET flows and runs", () => {
  test("200: flows newest first, with labels, results and runs by state", async () => {
    const flows = await list("flow");
    expect(flows.map(({ uuid }) => uuid)).toEqual([ARCHIVED, SURVEY, COLOR]);
    expect(flows.at(-1)).toEqual({
      uuid: COLOR,
      name: "Color Flow",
      type: "message",
      archived: false,
      labels: [{ uuid: "00000000-0000-4000-8000-000000000051", name: "Reporting" }],
      expires: 720,
      runs: { active: 1, waiting: 0, completed: 1, interrupted: 0, expired: 0, failed: 0 },
      results: [{ key: "color", name: "Color", categories: ["Orange", "Blue", "Other"], node_uuids: [ASKS] }],
      created_on: "2016-03-01T00:00:00.000000Z",
    });
  });

  test("200: flows by UUID, by type, by being archived, and by all of it", async () => {
    const uuids = async (query: string) => (await list("flow", query)).map(({ uuid }) => uuid);
    expect(await uuids(`?uuid=${SURVEY}`)).toEqual([SURVEY]);
    expect(await uuids("?type=survey")).toEqual([SURVEY]);
    expect(await uuids("?archived=1")).toEqual([ARCHIVED]);
    expect(await uuids("?archived=0")).toEqual([SURVEY, COLOR]);
    expect(await uuids("?archived=false&type=message")).toEqual([COLOR]);
    for (const nothing of [`?uuid=${UNKNOWN}`, "?type=none", `?uuid=${COLOR}&archived=true`]) {
      expect(await uuids(nothing)).toEqual([]);
    }
  });

  test("200: runs with path and values, as they were imported", async () => {
    const [run] = await list("run", "?id=7001");
    expect(run).toEqual({
      id: 7001,
      uuid: "00000000-0000-4000-8000-000000000091",
      flow: { uuid: COLOR, name: "Color Flow" },
      contact: { uuid: JOE, name: anything },
      start: null,
      responded: true,
      path: [
        { node: SAYS, time: "2016-04-01T00:00:00.000000Z" },
        { node: ASKS, time: "2016-04-01T00:00:01.000000Z" },
      ],
      values: {
        color: { name: "Color", value: "blue", category: "Blue", node: ASKS, time: "2016-04-01T00:00:02.000000Z" },
      },
      created_on: "2016-04-01T00:00:00.000000Z",
      modified_on: "2016-04-01T00:00:02.000000Z",
      exited_on: "2016-04-01T00:00:02.000000Z",
      exit_type: "completed",
    });
  });

  test.each([
    ["", [7002, 7001]],
    ["?reverse=1", [7001, 7002]],
    [`?flow=${COLOR}`, [7002, 7001]],
    [`?contact=${JOE}`, [7001]],
    ["?responded=true", [7001]],
    ["?responded=0", [7002, 7001]],
    [`?flow=${COLOR}&responded=1`, [7001]],
    ["?uuid=00000000-0000-4000-8000-000000000092", [7002]],
    [`?id=7002&contact=${JOE}`, []],
    ["?after=2016-04-02T00:00:00.000000Z", [7002]],
    ["?before=2016-04-01T00:00:02.000000Z", [7001]],
    ["?before=2016-04-01", []],
    ["?id=seven", []],
    [`?flow=${UNKNOWN}`, []],
    [`?contact=${UNKNOWN}`, []],
  ])("200: runs%s", async (query, ids) => {
    expect((await list("run", query)).map((run) => run["id"])).toEqual(ids);
  });

  test("200: paths are left out where they are not wanted", async () => {
    expect((await list("run", "?id=7001&paths=0"))[0]).toMatchObject({
      path: [],
      values: { color: { value: "blue" } },
    });
    expect((await list("run", "?id=7001&paths=1"))[0]?.["path"]).toHaveLength(2);
  });

  test("400: runs of a flow and a contact; 404: a cursor nobody gave; 405: other methods", async () => {
    expect(await api(`/runs.json?flow=${COLOR}&contact=${JOE}`)).toMatchObject({
      status: 400,
      body: { detail: anything },
    });
    for (const endpoint of ["flows", "runs", "flow_starts"]) {
      expect((await api(`/${endpoint}.json?cursor=nonsense`)).status).toBe(404);
      expect((await api(`/${endpoint}.json`, { method: "DELETE" })).status).toBe(405);
      expect((await api(`/${endpoint}`)).body).toEqual([]);
    }
    for (const endpoint of ["flows", "runs"]) {
      expect((await api(`/${endpoint}.json`, { json: {} })).status).toBe(405);
    }
  });

  test("403: surveyors read flows and runs, and neither see nor make starts", async () => {
    const token = TOKENS.surveyor;
    expect(await list("flow", "", token)).toHaveLength(3);
    expect(await list("run", "", token)).toHaveLength(2);
    expect((await api("/flow_starts.json", { token })).status).toBe(403);
    expect((await post({ flow: COLOR, contacts: [JOE] }, token)).status).toBe(403);
  });

  test("200: other accounts have their own", async () => {
    for (const kind of ["flow", "run", "flow_start"] as const) expect(await list(kind, "", TOKENS.other)).toEqual([]);
    expect(await list("run", `?flow=${COLOR}`, TOKENS.other)).toEqual([]);
  });
});

describe("POST flow_starts", () => {
  test("201: every distinct contact gets one run, and what it brings is made to fit", async () => {
    const { start, runs } = await started({
      flow: COLOR,
      urns: ["tel:+250788123123", "twitter:somebody"],
      contacts: [JOE, STAN],
      groups: ["Customers"],
      extra: { "First name": "é".repeat(700), list: ["a", 2] },
    });
    expect(start).toMatchObject({
      flow: { uuid: COLOR, name: "Color Flow" },
      groups: [{ name: "Customers" }],
      status: "complete",
      restart_participants: true,
      exclude_active: false,
      extra: { First_name: "é".repeat(640), list: { "0": "a", "1": 2 } },
    });
    expect(start["params"]).toEqual(start["extra"]);
    const [made] = (await api("/contacts.json?urn=twitter:somebody")).body.results;
    expect(start["contacts"]).toMatchObject([{ uuid: JOE }, { uuid: STAN }, { uuid: made?.uuid }]);
    // Stan has stopped: he is not started.
    const contacts = runs.map((run) => nested(read("run", run), "contact").uuid);
    expect(contacts.toSorted((one, other) => one.localeCompare(other))).toEqual(
      [JOE, ANN, made?.uuid ?? ""].toSorted((one, other) => one.localeCompare(other)),
    );
    expect(runs[0]).toMatchObject({ start: { uuid: start.uuid }, responded: false, values: {}, exit_type: null });
    expect(runs[0]?.["path"]).toMatchObject([{ node: ASKS }]);
    expect(await counts(COLOR)).toMatchObject({ active: 4, completed: 1, interrupted: 0 });
    expect((await api(`/contacts.json?uuid=${JOE}`)).body.results[0]?.["flow"]).toEqual({
      uuid: COLOR,
      name: "Color Flow",
    });
  });

  test("201: a contact's other run is interrupted", async () => {
    const before = await counts(COLOR);
    const { runs } = await started({ flow: SURVEY, contacts: [JOE] });
    expect(runs).toHaveLength(1);
    const [run, interrupted] = await list("run", `?contact=${JOE}`);
    expect(run).toMatchObject({ flow: { uuid: SURVEY }, exit_type: null, exited_on: null });
    expect(interrupted).toMatchObject({ flow: { uuid: COLOR }, exit_type: "interrupted", exited_on: anything });
    const { active, interrupted: ended } = before as { active: number; interrupted: number };
    expect(await counts(COLOR)).toMatchObject({ active: active - 1, interrupted: ended + 1 });
  });

  test("201: clients' 0 and 1 are booleans; who was in the flow, and who is in any, can be left out", async () => {
    const again = await started({ flow: COLOR, contacts: [JOE], restart_participants: 0 });
    expect(again.start["restart_participants"]).toBe(false);
    expect(again.runs).toEqual([]);
    const active = await started({ flow: SURVEY, contacts: [FRANK], exclude_active: true, restart_participants: 1 });
    expect(active.start).toMatchObject({ exclude_active: true, restart_participants: true });
    expect(active.runs).toEqual([]);
  });

  test("201: without values there is no extra, and params is another name for it", async () => {
    expect((await started({ flow: COLOR, contacts: [STAN], extra: {} })).start).toMatchObject({
      extra: null,
      params: null,
    });
    expect((await started({ flow: COLOR, contacts: [STAN], params: { a: 1 } })).start["extra"]).toEqual({ a: 1 });
  });

  test("400: every failing field at once", async () => {
    expect(await post({ urns: ["tel:12"], contacts: [UNKNOWN], groups: ["Nobody"], flow: UNKNOWN })).toMatchObject({
      status: 400,
      body: {
        flow: naming(`flow: ${UNKNOWN}`),
        urns: naming("tel:12"),
        contacts: naming("No such contact"),
        groups: naming("No such group"),
      },
    });
  });

  test.each([
    ["nothing", {}, { flow: ["This field is required."] }],
    ["nobody", { flow: COLOR }, { non_field_errors: naming("at least one") }],
    ["an archived flow", { flow: ARCHIVED, contacts: [JOE] }, { flow: naming("archived") }],
    ["an empty flow", { flow: "", contacts: [JOE] }, { flow: ["This field may not be null."] }],
    ["extra that is a list", { flow: COLOR, contacts: [JOE], extra: [1] }, { extra: naming("object") }],
    [
      "no boolean",
      { flow: COLOR, contacts: [JOE], restart_participants: "maybe" },
      { restart_participants: naming("true or false") },
    ],
    [
      "101 keys",
      { flow: COLOR, contacts: [JOE], extra: Object.fromEntries(Array.from({ length: 101 }, (_, at) => [at, 1])) },
      { extra: naming("100") },
    ],
  ])("400: %s", async (_, json, body) => {
    const told = await post(json);
    expect([told.status, told.body]).toEqual([400, body]);
  });

  test("400: in a suspended account", async () => {
    const insert = `INSERT INTO flows (uuid, name, type, archived, expires, created_on) VALUES ('${SURVEY}', 'F', 'message', 0, 1, 1)`;
    await system.sql("suspended", insert);
    expect(await post({ flow: SURVEY, urns: ["tel:+250788123123"] }, TOKENS.suspended)).toMatchObject({
      status: 400,
      body: { non_field_errors: naming("suspended") },
    });
    await system.sql("anon", insert);
    expect(await post({ flow: SURVEY, urns: ["tel:+250788123123"] }, TOKENS.anon)).toMatchObject({
      status: 400,
      body: { urns: naming("anonymous") },
    });
  });
});

describe("GET flow_starts", () => {
  test("200: the last modified first, by id, by UUID, by time", async () => {
    const all = await list("flow_start");
    const times = all.map((it) => String(it["modified_on"]));
    expect(times).toEqual(times.toSorted((one, other) => other.localeCompare(one)));
    const [first] = all;
    expect(await list("flow_start", `?id=${String(first?.["id"])}`)).toEqual([first]);
    expect(await list("flow_start", `?uuid=${first?.uuid}`)).toEqual([first]);
    expect(await list("flow_start", `?after=${times[1]}`)).toEqual(all.slice(0, 2));
    expect(await list("flow_start", `?before=${times[1]}&after=${times[1]}`)).toEqual([all[1]]);
    for (const nothing of ["?id=x", "?before=yesterday", `?uuid=${UNKNOWN}`]) {
      expect(await list("flow_start", nothing)).toEqual([]);
    }
  });
});
