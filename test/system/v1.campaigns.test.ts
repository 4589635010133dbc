/** v1's campaigns and their events over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCampaign, readEvent, readPage } from "../contract/clients/v1.ts";
import { startSystem, type System, TOKENS } from "./harness.ts";
import { ARCHIVED, COLOR, CUSTOMERS, DEVELOPERS, UNKNOWN } from "./sample.ts";
import { emptyAccount } from "./seed.ts";
import { faultsOf } from "./v1.answers.ts";

const MANY = "9".repeat(40);
const SENTENCE = expect.any(String);

type Json = Readonly<Record<string, unknown>>;

let system: System;

beforeAll(async () => {
  system = await startSystem();
  await system.load(
    emptyAccount("many", MANY, {
      fields: [{ key: "born", label: "Date of birth", value_type: "datetime", created_on: instant(1) }],
      groups: [{ id: 31, uuid: CUSTOMERS, name: "Customers", query: null, created_on: instant(1) }],
      campaigns: [1, 2, 3].map((id) => ({
        id,
        uuid: uuid("cam", id),
        name: `Campaign ${id}`,
        group: id === 3 ? UNKNOWN : CUSTOMERS,
        created_on: instant(id),
      })),
      campaign_events: Array.from({ length: 301 }, (_, at) => event(at + 1)),
    }),
  );
});
afterAll(() => system.close());

function instant(day: number): string {
  return `2016-01-0${day}T00:00:00.123456Z`;
}

function uuid(kind: "cam" | "eve", id: number): string {
  return `00000000-0000-4000-${kind === "cam" ? "9001" : "9002"}-${String(id).padStart(12, "0")}`;
}

function event(id: number) {
  return {
    id,
    uuid: uuid("eve", id),
    campaign: uuid("cam", id === 1 ? 2 : 1),
    relative_to: "born",
    offset: id,
    unit: "days",
    delivery_hour: -1,
    flow: null,
    message: id === 2 ? { fra: "Bonjour", eng: "Hello" } : "Hello",
    created_on: instant(id === 1 ? 2 : 1),
  };
}

async function get(path: string, token: string = TOKENS.main): Promise<unknown> {
  const response = await system.fetch(path, { token });
  expect(response.status, path).toBe(200);
  return response.json();
}

async function campaignsAt(query: string, token?: string) {
  return readPage(readCampaign)(await get(`/api/v1/campaigns.json${query}`, token), "page");
}

async function eventsAt(query: string, token?: string) {
  return readPage(readEvent)(await get(`/api/v1/events.json${query}`, token), "page");
}

async function written<T>(path: string, read: (body: unknown, name: string) => T, json: Json): Promise<T> {
  const response = await system.fetch(`/api/v1/${path}`, { json });
  const body = await response.text();
  expect([response.status, body]).toEqual([201, expect.any(String)]);
  return read(JSON.parse(body), path);
}

const campaign = (json: Json) => written("campaigns.json", readCampaign, json);
const eventOf = (json: Json, query = "") => written(`events.json${query}`, readEvent, json);

async function refused(path: string, json: Json): Promise<readonly string[]> {
  return faultsOf(await system.fetch(`/api/v1/${path}`, { json }));
}

const EVENT = { relative_to: "Registered On", offset: 7, unit: "D", delivery_hour: 9, message: "Hello" };

describe("campaigns: 201", () => {
  test("for a new one, with its integer, and v2 shows it", async () => {
    const made = await campaign({ name: "Reminders", group_uuid: CUSTOMERS });
    expect(made).toMatchObject({ name: "Reminders", group_uuid: CUSTOMERS, group: "Customers" });
    expect(await get(`/api/v2/campaigns.json?uuid=${made.uuid}`)).toMatchObject({
      results: [{ name: "Reminders", group: { uuid: CUSTOMERS, name: "Customers" } }],
    });
    const { results } = await campaignsAt(`?uuid=${made.uuid}`);
    expect(results).toEqual([made]);
  });

  test("by the group's name in any case, also a dynamic group's", async () => {
    expect(await campaign({ name: "For developers", group: "developers" })).toMatchObject({ group_uuid: DEVELOPERS });
  });

  test("for an update, by UUID or by integer", async () => {
    const made = await campaign({ name: "Before", group_uuid: CUSTOMERS });
    const after = await campaign({ uuid: made.uuid, name: "After", group_uuid: CUSTOMERS });
    expect(after).toEqual({ ...made, name: "After" });
    const moved = await campaign({ campaign: made.campaign, name: "Moved", group: "Developers" });
    expect(moved).toEqual({ ...made, name: "Moved", group_uuid: DEVELOPERS, group: "Developers" });
  });
});

test.each([
  ["nothing", {}, ["name"]],
  ["no group", { name: "No group" }, ["group_uuid"]],
  ["a name of 65 characters", { name: "x".repeat(65), group_uuid: CUSTOMERS }, ["name"]],
  ["several faults", { name: 5, group_uuid: 6, campaign: "1" }, ["campaign", "group_uuid", "name"]],
  ["an unknown group", { name: "X", group_uuid: UNKNOWN }, ["group_uuid"]],
  ["a name for a UUID", { name: "X", group_uuid: "Customers" }, ["group_uuid"]],
  ["an unknown group's name", { name: "X", group: "Nobody" }, ["group"]],
  ["both", { name: "X", group_uuid: CUSTOMERS, group: "Customers" }, ["non_field_errors"]],
  ["two identifiers", { name: "X", group: "Customers", uuid: UNKNOWN, campaign: 1 }, ["non_field_errors"]],
  ["an unknown campaign", { name: "X", group: "Customers", uuid: UNKNOWN }, ["uuid"]],
  ["an unknown integer", { name: "X", group: "Customers", campaign: 99999 }, ["campaign"]],
])("campaigns: 400 for %s", async (_name, json, fields) => {
  expect(await refused("campaigns.json", json)).toEqual(fields);
});

test("campaigns: 400 under name for one that is taken, in any case", async () => {
  await campaign({ name: "Taken", group_uuid: CUSTOMERS });
  expect(await refused("campaigns.json", { name: "TAKEN", group_uuid: CUSTOMERS })).toEqual(["name"]);
});

test.each([
  ["the newest first", "", [3, 2, 1]],
  ["UUIDs", `?uuid=${uuid("cam", 1)}&uuid=${uuid("cam", 3)}`, [3, 1]],
  ["integers", "?campaign=1,2,99", [2, 1]],
  ["no integers", "?campaign=one", []],
  ["both", `?campaign=1&uuid=${uuid("cam", 2)}`, []],
  ["before, inclusive", `?before=${instant(2)}`, [2, 1]],
  ["after, inclusive", `?after=${instant(2)}`, [3, 2]],
  ["a date that is none", "?after=2016", []],
])("campaigns by %s", async (_name, query, found) => {
  const page = await campaignsAt(query, MANY);
  expect([page.count, page.results.map((it) => it.campaign)]).toEqual([found.length, found]);
});

test("a campaign whose group is gone has its UUID and no name", async () => {
  const { results } = await campaignsAt("?campaign=3", MANY);
  expect(results).toMatchObject([
    { group_uuid: UNKNOWN, group: null, created_on: new Date("2016-01-03T00:00:00.123Z") },
  ]);
});

describe("events: 201", () => {
  test("with a message, relative to a field by its label", async () => {
    const { uuid: of, campaign: number } = await campaign({ name: "Messages", group_uuid: CUSTOMERS });
    const made = await eventOf({ ...EVENT, campaign_uuid: of });
    expect(made).toMatchObject({
      campaign_uuid: of,
      campaign: number,
      flow_uuid: null,
      flow: null,
      relative_to: "Registered On",
      offset: 7,
      unit: "D",
      delivery_hour: 9,
      message: "Hello",
    });
    expect(await get(`/api/v2/campaign_events.json?uuid=${made.uuid}`)).toMatchObject({
      results: [{ relative_to: { key: "registered" }, unit: "days" }],
    });
    expect((await eventsAt(`?event=${made.event}`)).results).toEqual([made]);
  });

  test("with a flow, by integers, and an update by each identifier", async () => {
    const { uuid: of, campaign: number } = await campaign({ name: "Flows", group_uuid: CUSTOMERS });
    const body = { relative_to: "registered on", offset: -1, unit: "W", delivery_hour: -1 };
    const made = await eventOf({ ...body, campaign: number, flow: 1001 });
    expect(made).toMatchObject({ campaign_uuid: of, flow_uuid: COLOR, flow: 1001, message: null, unit: "W" });
    expect(await eventOf({ ...body, uuid: made.uuid, flow_uuid: ARCHIVED })).toEqual({
      ...made,
      flow: 1003,
      flow_uuid: ARCHIVED,
    });
    const message = await eventOf({ ...body, event: made.event, unit: "M", message: "Now", flow: null });
    expect(message).toEqual({ ...made, unit: "M", message: "Now", flow: null, flow_uuid: null });
  });

  test("with a field that is created for it, and the reason for both in the log", async () => {
    const { uuid: of } = await campaign({ name: "Fields", group_uuid: CUSTOMERS });
    const made = await eventOf({ ...EVENT, campaign_uuid: of, relative_to: "Next visit" }, "?reason=planning");
    expect(made.relative_to).toBe("Next visit");
    expect(await get("/api/v2/fields.json?key=next_visit")).toMatchObject({ results: [{ value_type: "datetime" }] });
    for (const object of ["next_visit", made.uuid]) {
      expect(await get(`/api/v2/events.json?object=${object}`)).toMatchObject({ results: [{ reason: "planning" }] });
    }
  });
});

describe("events: 400", () => {
  let mine: Json;
  beforeAll(async () => {
    const { uuid: of } = await campaign({ name: "Refused", group_uuid: CUSTOMERS });
    mine = { ...EVENT, campaign_uuid: of };
  });

  test.each([
    ["nothing", {}, ["delivery_hour", "offset", "relative_to", "unit"]],
    ["no campaign", { ...EVENT }, ["campaign_uuid"]],
    ["a label of two letters", { relative_to: "ab" }, ["relative_to"]],
    ["a label that can be no field's", { relative_to: "A_b!" }, ["relative_to"]],
    ["a reserved word", { relative_to: "Phone" }, ["relative_to"]],
    ["v2's word for a unit", { unit: "days" }, ["unit"]],
    ["an hour that is none", { delivery_hour: 24 }, ["delivery_hour"]],
    ["an offset that is a string", { offset: "7" }, ["offset"]],
    ["a message of 321 characters", { message: "x".repeat(321) }, ["message"]],
    ["a message by language", { message: { eng: "x" } }, ["message"]],
    ["a message and a flow", { flow_uuid: COLOR }, ["non_field_errors"]],
    ["neither", { message: null }, ["non_field_errors"]],
    ["two campaigns", { campaign: 1 }, ["non_field_errors"]],
    ["an unknown flow", { message: null, flow_uuid: UNKNOWN }, ["flow_uuid"]],
    ["an unknown flow's integer", { message: null, flow: 5 }, ["flow"]],
    ["an unknown campaign", { campaign_uuid: UNKNOWN }, ["campaign_uuid"]],
    ["an unknown event", { uuid: UNKNOWN }, ["uuid"]],
    ["unknown integers", { campaign_uuid: undefined, campaign: 77777, event: 77777 }, ["campaign", "event"]],
  ])("for %s", async (_name, over, fields) => {
    const json = Object.keys(over).length === 0 ? {} : "offset" in over && "unit" in over ? over : { ...mine, ...over };
    expect(await refused("events.json", json)).toEqual(fields);
  });

  test("nothing is left of a new field when the flow is unknown", async () => {
    const json = { ...mine, relative_to: "Never made", message: null, flow_uuid: UNKNOWN };
    expect(await refused("events.json", json)).toEqual(["flow_uuid"]);
    expect(await get("/api/v2/fields.json?key=never_made")).toMatchObject({ results: [] });
  });

  test("an event does not move to another campaign", async () => {
    const made = await eventOf(mine);
    const { uuid: other } = await campaign({ name: "Other", group_uuid: CUSTOMERS });
    expect(await refused("events.json", { ...mine, uuid: made.uuid, campaign_uuid: other })).toEqual(["campaign_uuid"]);
  });
});

describe("events: 200", () => {
  test.each([
    ["a UUID", `?uuid=${uuid("eve", 5)}`, [5]],
    ["UUIDs with a comma", `?uuid=${uuid("eve", 5)},${uuid("eve", 6)}`, [6, 5]],
    ["integers", "?event=1,300,999", [1, 300]],
    ["another campaign", `?campaign_uuid=${uuid("cam", 2)}`, [1]],
    ["another campaign's integer", "?campaign=2,3", [1]],
    ["a campaign and its event", "?campaign=1&event=1,2", [2]],
    ["after", `?after=${instant(2)}`, [1]],
    ["a date that is none", "?before=x", []],
  ])("by %s", async (_name, query, found) => {
    const page = await eventsAt(query, MANY);
    expect([page.count, page.results.map((it) => it.event)]).toEqual([found.length, found]);
  });

  test("every event once over the pages of a campaign, the newest first", async () => {
    const first = await eventsAt("?campaign=1", MANY);
    const second = readPage(readEvent)(await get(first.next ?? "", MANY), "page");
    expect([first.count, second.count, second.next]).toEqual([300, 300, null]);
    const all = [...first.results, ...second.results].map((it) => it.event);
    expect(all).toEqual(Array.from({ length: 300 }, (_, at) => 301 - at));
  });

  test("a message by language is its first text", async () => {
    expect((await eventsAt("?event=2", MANY)).results).toMatchObject([{ message: "Bonjour" }]);
  });
});

describe("events: deletes", () => {
  const remove = (query: string) => system.fetch(`/api/v1/events.json${query}`, { method: "DELETE", token: MANY });

  test.each(["", "?campaigns=1", `?before=${instant(1)}`])(
    "400 without a filter that names some: %s",
    async (query) => {
      const response = await remove(query);
      expect([response.status, await response.json()]).toEqual([400, { detail: SENTENCE }]);
    },
  );

  test("204 by UUID, then 404 without a body", async () => {
    const query = `?uuid=${uuid("eve", 10)}`;
    expect([(await remove(query)).status, (await eventsAt(query, MANY)).count]).toEqual([204, 0]);
    const again = await remove(query);
    expect([again.status, await again.text()]).toEqual([404, ""]);
  });

  test("204 for every match, by integers and by campaign", async () => {
    expect((await remove("?event=11,12,11")).status).toBe(204);
    expect((await remove("?campaign=2&reason=over")).status).toBe(204);
    expect([await eventsAt("?event=11,12", MANY), await eventsAt("?campaign=2", MANY)]).toMatchObject([
      { count: 0 },
      { count: 0 },
    ]);
    expect(await get(`/api/v2/events.json?object=${uuid("eve", 1)}`, MANY)).toMatchObject({
      results: [{ reason: "over" }],
    });
  });
});
