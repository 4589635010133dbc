import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TOKENS, startSystem, type System } from "./harness.ts";
import { COLOR, CUSTOMERS, DEVELOPERS, UNKNOWN } from "./sample.ts";
import { type Api, type Wire, read, v2 } from "./v2-api.ts";

const REQUIRED = ["This field is required."];
const anything = expect.any(String) as string;
const naming = (text: string): unknown => [expect.stringContaining(text)];

let system: System;
let api: Api;

beforeAll(async () => {
  system = await startSystem();
  api = v2(system);
});
afterAll(() => system.close());

async function made(name: string, group = "Customers"): Promise<Wire> {
  const { status, body } = await api("/campaigns.json", { json: { name, group } });
  expect(status).toBe(201);
  return read("campaign", body);
}

const DAILY = { relative_to: "registered", offset: 5, unit: "days", delivery_hour: 9 };

async function event(campaign: Wire, over: Record<string, unknown> = { message: "Hello" }): Promise<Wire> {
  const { status, body, text } = await api("/campaign_events.json", {
    json: { campaign: campaign.uuid, ...DAILY, ...over },
  });
  expect(status, text).toBe(201);
  return read("campaign_event", body);
}

const results = async (path: string): Promise<readonly Wire[]> => {
  const { status, body } = await api(path);
  expect(status).toBe(200);
  return body.results;
};

describe("campaigns", () => {
  test("201, 200: are made with a group by name or UUID, listed newest first, found by UUID and changed", async () => {
    const first = await made("Reminders", "cusTOMERS");
    expect(first).toMatchObject({ name: "Reminders", archived: false, group: { uuid: CUSTOMERS, name: "Customers" } });
    const second = await made("Follow-up", DEVELOPERS);
    const listed = (await results("/campaigns.json")).map((it) => read("campaign", it).uuid);
    expect(listed.slice(0, 2)).toEqual([second.uuid, first.uuid]);
    expect(await results(`/campaigns.json?uuid=${first.uuid}`)).toEqual([first]);
    expect(await results(`/campaigns.json?uuid=${UNKNOWN}`)).toEqual([]);

    const changed = await api(`/campaigns.json?uuid=${first.uuid}`, { json: { name: "REMINDERS", group: DEVELOPERS } });
    expect(changed.status).toBe(200);
    expect(changed.body).toEqual({ ...first, name: "REMINDERS", group: { uuid: DEVELOPERS, name: "Developers" } });
    expect(await results(`/campaigns.json?uuid=${first.uuid}`)).toEqual([changed.body]);
  });

  test("400: need a name that no other has in any case, and a group that is there, all said at once", async () => {
    await made("Taken");
    const refused = async (json: unknown, query = "") => (await api(`/campaigns.json${query}`, { json })).body;
    expect(await refused({})).toEqual({ name: REQUIRED, group: REQUIRED });
    expect(await refused({ name: "tAKEN", group: "Nobody" })).toEqual({
      name: ["This field must be unique."],
      group: naming("Nobody"),
    });
    expect(await refused({ name: "é".repeat(256), group: "Nobody" })).toEqual({
      name: naming("255"),
      group: naming("Nobody"),
    });
    expect(await refused({ name: " ", group: "" })).toEqual({
      name: ["This field may not be blank."],
      group: ["This field may not be null."],
    });
    const other = await made("Not taken");
    expect(await refused({ name: "Taken", group: CUSTOMERS }, `?uuid=${other.uuid}`)).toEqual({
      name: ["This field must be unique."],
    });
  });

  test("404: an unknown one cannot be changed, whatever is wrong with the body", async () => {
    for (const json of [{ name: "X", group: CUSTOMERS }, {}]) {
      expect((await api(`/campaigns.json?uuid=${UNKNOWN}`, { json })).status).toBe(404);
    }
  });

  test("are archived with their group, and still say which one it was", async () => {
    const group = (await api("/groups.json", { json: { name: "Short-lived" } })).body;
    const campaign = await made("Orphaned", group.uuid);
    expect((await api(`/groups.json?uuid=${group.uuid}`, { method: "DELETE" })).status).toBe(204);
    const [left] = await results(`/campaigns.json?uuid=${campaign.uuid}`);
    expect(left).toEqual({ ...campaign, archived: true, group: { uuid: group.uuid, name: null } });
  });
});

describe("campaign events", () => {
  test("201: send a message, in one text or one a language, or start a flow", async () => {
    const campaign = await made("With events");
    const plain = await event(campaign);
    expect(plain).toMatchObject({
      campaign: { uuid: campaign.uuid, name: "With events" },
      relative_to: { key: "registered", label: "Registered On", name: "Registered On" },
      offset: 5,
      unit: "days",
      delivery_hour: 9,
      message: "Hello",
      flow: null,
    });
    const translated = await event(campaign, { message: { eng: "Hello", fra: "Bonjour" }, flow: null });
    expect(translated["message"]).toEqual({ eng: "Hello", fra: "Bonjour" });
    const flow = await event(campaign, { flow: COLOR, offset: -2, unit: "weeks", delivery_hour: -1 });
    expect(flow).toMatchObject({ flow: { uuid: COLOR, name: "Color Flow" }, message: null, offset: -2 });

    const all = [flow, translated, plain];
    expect(await results(`/campaign_events.json?campaign=${campaign.uuid}`)).toEqual(all);
    expect(await results("/campaign_events.json?campaign=With+events")).toEqual(all);
    expect(await results("/campaign_events.json?campaign=with+events")).toEqual([]);
    expect(await results(`/campaign_events.json?uuid=${plain.uuid}`)).toEqual([plain]);
    expect(await results(`/campaign_events.json?uuid=${plain.uuid}&campaign=Reminders`)).toEqual([]);
    expect((await results("/campaign_events.json")).slice(0, 3)).toEqual(all);
  });

  test("200: are changed without naming the campaign, as clients do, or by naming the same", async () => {
    const campaign = await made("Changing");
    const before = await event(campaign);
    const json = { ...DAILY, offset: 6, flow: COLOR };
    const changed = await api(`/campaign_events.json?uuid=${before.uuid}`, { json });
    expect(changed.status).toBe(200);
    expect(read("campaign_event", changed.body)).toMatchObject({ ...before, offset: 6, message: null, flow: {} });
    const same = await api(`/campaign_events.json?uuid=${before.uuid}`, { json: { ...json, campaign: campaign.uuid } });
    expect([same.status, same.body]).toEqual([200, changed.body]);
  });

  test("400: an event does not move to another campaign", async () => {
    const [from, to] = [await made("From"), await made("To")];
    const moving = await event(from);
    const sent = { ...DAILY, message: "Hello", campaign: to.uuid };
    const { status, body } = await api(`/campaign_events.json?uuid=${moving.uuid}`, { json: sent });
    expect([status, body]).toEqual([400, { campaign: naming(to.uuid) }]);
    expect(await results("/campaign_events.json?campaign=To")).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    [
      "everything missing",
      { relative_to: undefined, offset: undefined, unit: undefined, delivery_hour: undefined, campaign: undefined },
      { campaign: REQUIRED, relative_to: REQUIRED, offset: REQUIRED, unit: REQUIRED, delivery_hour: REQUIRED },
    ],
    ["neither message nor flow", {}, { non_field_errors: [anything] }],
    ["both message and flow", { message: "x", flow: COLOR }, { non_field_errors: [anything] }],
    ["both, and an unknown flow: the field alone", { message: "x", flow: UNKNOWN }, { flow: naming(UNKNOWN) }],
    ["an unknown campaign", { campaign: UNKNOWN, message: "x" }, { campaign: naming(UNKNOWN) }],
    ["a campaign by name", { campaign: "Refusing", message: "x" }, { campaign: naming("Refusing") }],
    ["an unknown field", { relative_to: "shoe", message: "x" }, { relative_to: naming("shoe") }],
    ["an unknown flow", { flow: UNKNOWN }, { flow: naming(UNKNOWN) }],
    ["a text that is too long", { message: "é".repeat(321) }, { message: naming("320") }],
    ["a blank text", { message: " " }, { message: [anything] }],
    ["texts of no language", { message: {} }, { message: [anything] }],
    ["a text that is no text", { message: { eng: 5 } }, { message: [anything] }],
    ["half an hour", { message: "x", delivery_hour: 9.5 }, { delivery_hour: ["A valid integer is required."] }],
    ["an hour below -1", { message: "x", delivery_hour: -2 }, { delivery_hour: naming("-1") }],
    ["an hour above 23", { message: "x", delivery_hour: 24 }, { delivery_hour: naming("23") }],
    ["a unit nobody knows", { message: "x", unit: "years" }, { unit: ['"years" is not a valid choice.'] }],
    ["an offset as text", { message: "x", offset: "5" }, { offset: ["A valid integer is required."] }],
    ["an offset beyond 32 bits", { message: "x", offset: 2 ** 31 }, { offset: naming("2147483647") }],
    [
      "what we and what the account refuse, together",
      { message: "x", relative_to: "shoe", unit: 5 },
      { relative_to: naming("shoe"), unit: [anything] },
    ],
  ])("400: %s", async (_what, over, errors) => {
    const [campaign] = await results("/campaigns.json");
    const sent = { campaign: campaign?.uuid, ...DAILY, ...over };
    const before = await results("/campaign_events.json");
    const { status, body } = await api("/campaign_events.json", { json: sent });
    expect([status, body]).toEqual([400, errors]);
    expect(await results("/campaign_events.json")).toEqual(before);
  });

  test("204, 404: are deleted once; without saying which, it is a 400", async () => {
    const { uuid } = await event(await made("Deleting"));
    const gone = () => api(`/campaign_events.json?uuid=${uuid}`, { method: "DELETE" });
    const first = await gone();
    expect([first.status, first.text]).toEqual([204, ""]);
    expect((await gone()).status).toBe(404);
    const changed = await api(`/campaign_events.json?uuid=${uuid}`, { json: { ...DAILY, message: "x" } });
    expect(changed.status).toBe(404);
    expect((await api("/campaign_events.json", { method: "DELETE" })).status).toBe(400);
  });
});

describe("for whom", () => {
  test.each([
    ["GET", "/campaigns.json"],
    ["POST", "/campaigns.json"],
    ["GET", "/campaign_events.json"],
    ["POST", "/campaign_events.json"],
    ["DELETE", `/campaign_events.json?uuid=${UNKNOWN}`],
  ])("403: surveyors may not %s %s", async (method, path) => {
    const asked = { method, token: TOKENS.surveyor, ...(method === "POST" ? { json: {} } : {}) };
    expect((await api(path, asked)).status).toBe(403);
  });

  test("405: a campaign cannot be deleted", async () => {
    const { status, headers } = await api("/campaigns.json", { method: "DELETE" });
    expect([status, headers.get("Allow")]).toEqual([405, "GET, HEAD, POST"]);
  });

  test("another account sees none of it, and cannot change it", async () => {
    const campaign = await made("Ours");
    const ours = await event(campaign);
    const other = { token: TOKENS.other };
    for (const path of ["/campaigns.json", `/campaigns.json?uuid=${campaign.uuid}`, "/campaign_events.json"]) {
      expect((await api(path, other)).body.results).toEqual([]);
    }
    const rename = await api(`/campaigns.json?uuid=${campaign.uuid}`, { ...other, json: { name: "X", group: "X" } });
    expect(rename.status).toBe(404);
    const del = await api(`/campaign_events.json?uuid=${ours.uuid}`, { ...other, method: "DELETE" });
    expect(del.status).toBe(404);
    expect(await results(`/campaign_events.json?uuid=${ours.uuid}`)).toEqual([ours]);
  });
});
