import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TOKENS, startSystem, type System } from "./harness.ts";
import { ASKS, COLOR, CUSTOMERS, SURVEY, UNKNOWN } from "./sample.ts";
import { emptyAccount } from "./seed.ts";
import { type Api, type Told, type Wire, pages, read, v2 } from "./v2-api.ts";

const LANDS = { token: "7".repeat(40) };
const LARGE = { token: "8".repeat(40) };
const NOWHERE = { token: "9".repeat(40) };

let system: System;
let api: Api;

/** Zero-padded, so that text sorts as numbers do; imported backwards, so that rows do not. */
const lands = Array.from({ length: 601 }, (_none, index) => land(String(600 - index).padStart(4, "0"), 1, null));

function land(osm_id: string, level: number, geometry: unknown) {
  return { osm_id, name: `Land ${osm_id}`, level, parent: null, aliases: [], geometry };
}

/** One megabyte each. */
const shape = { type: "MultiPolygon", coordinates: [[["1".repeat(1_000_000)]]] };

beforeAll(async () => {
  system = await startSystem();
  api = v2(system);
  await system.load(emptyAccount("lands", LANDS.token, { boundaries: lands }));
  await system.load(emptyAccount("nowhere", NOWHERE.token, { country: null, boundaries: lands.slice(0, 1) }));
  const large = Array.from({ length: 12 }, (_none, index) => land(`R${100 + index}`, 1, shape));
  await system.load(emptyAccount("large", LARGE.token, { boundaries: large }));
});
afterAll(() => system.close());

describe("boundaries", () => {
  test("200: come by their OSM id, with geometries where they are asked for", async () => {
    const { body } = await api("/boundaries.json");
    for (const boundary of body.results) read("boundary", boundary);
    expect(body.results).toEqual([
      {
        osm_id: "1708283",
        name: "Kigali City",
        level: 1,
        parent: { osm_id: "171496", name: "Rwanda" },
        aliases: ["Kigali", "Kigari"],
        geometry: null,
      },
      { osm_id: "171496", name: "Rwanda", level: 0, parent: null, aliases: [], geometry: null },
    ]);
    const drawn = (await api("/boundaries.json?geometry=1", { token: TOKENS.surveyor })).body;
    expect(drawn.results.map(({ geometry }) => geometry)).toEqual([
      null,
      expect.objectContaining({ type: "MultiPolygon" }),
    ]);
  });

  test("come in pages of 250, each once, forth and back", async () => {
    const forth = await pages(api, "/boundaries.json", LANDS);
    expect(forth.map(({ body }) => body.results.length)).toEqual([250, 250, 101]);
    const ids = (told: readonly Told[]) => told.flatMap(({ body }) => body.results.map((it) => it["osm_id"]));
    expect(ids(forth)).toEqual(lands.map(({ osm_id }) => osm_id).toSorted());
    expect([forth[0]?.body.previous, forth.at(-1)?.body.next]).toEqual([null, null]);
    const back = await api(forth.at(-1)?.body.previous ?? "", LANDS);
    expect(ids([back])).toEqual(ids(forth.slice(1, 2)));
  });

  test("come in shorter pages where geometries are large, all of them in the end", async () => {
    const seen = await pages(api, "/boundaries.json?geometry=true", LARGE);
    expect(seen.map(({ body }) => body.results.length)).toEqual([7, 5]);
    expect(new Set(seen.flatMap(({ body }) => body.results.map((it) => it["osm_id"]))).size).toBe(12);
    expect((await api("/boundaries.json", LARGE)).body.results).toHaveLength(12);
  });

  test("are none for an account without a country", async () => {
    expect((await api("/boundaries.json", NOWHERE)).body.results).toEqual([]);
  });

  test.each(["bogus", "bi4wLjk5OTk", "bi4xLjE"])("404: the cursor %s is none", async (cursor) => {
    // The last two are well-formed: a row that is not there, and one that is at no such place.
    expect((await api(`/boundaries.json?cursor=${cursor}`)).status).toBe(404);
  });
});

describe("definitions", () => {
  let campaign: Wire;
  let ours: Wire;

  beforeAll(async () => {
    const make = async (path: string, json: unknown) => (await api(path, { json })).body;
    campaign = await make("/campaigns.json", { name: "Exported", group: CUSTOMERS });
    const base = { campaign: campaign.uuid, relative_to: "registered", offset: 3, unit: "hours", delivery_hour: 8 };
    ours = await make("/campaign_events.json", { ...base, flow: COLOR });
    for (const message of ["A", "B"]) await make("/campaign_events.json", { ...base, message });
  });

  async function definitions(query: string): Promise<Wire> {
    const { status, body } = await api(`/definitions.json${query}`);
    expect(status).toBe(200);
    return read("definitions", body);
  }

  const uuids = (list: unknown) =>
    (list as { uuid?: string; metadata?: { uuid: string } }[]).map(({ uuid, metadata }) => uuid ?? metadata?.uuid);

  test("200: say all that is known of a flow, and where it comes from", async () => {
    const body = await definitions(`?flow=${COLOR}&dependencies=none`);
    expect(body).toEqual({
      version: 10,
      site: system.url.origin,
      flows: [
        {
          metadata: { uuid: COLOR, name: "Color Flow", expires: 720, saved_on: "2016-03-01T00:00:00.000000Z" },
          version: 10,
          flow_type: "M",
          base_language: "eng",
          entry: ASKS,
          action_sets: [],
          rule_sets: [
            {
              uuid: ASKS,
              label: "Color",
              ruleset_type: "wait_message",
              rules: ["Orange", "Blue", "Other"].map((eng) => ({ category: { eng } })),
            },
          ],
        },
      ],
      campaigns: [],
      triggers: [],
      fields: [],
      groups: [],
    });
  });

  test("all: come with the campaigns that start a flow, and what those need", async () => {
    const body = await definitions(`?flow=${COLOR}`);
    expect(uuids(body["campaigns"])).toEqual([campaign.uuid]);
    expect(body["groups"]).toEqual([{ uuid: CUSTOMERS, name: "Customers", query: null }]);
    expect(body["fields"]).toEqual([{ key: "registered", name: "Registered On", type: "datetime" }]);
    const [first] = body["campaigns"] as { events: unknown[] }[];
    expect(first?.events).toHaveLength(3);
    expect(first?.events[0]).toEqual({
      uuid: ours.uuid,
      event_type: "F",
      relative_to: { key: "registered", label: "Registered On" },
      offset: 3,
      unit: "H",
      delivery_hour: 8,
      flow: { uuid: COLOR, name: "Color Flow" },
      message: null,
    });
  });

  test("flows, none: a campaign comes with its flows, or alone", async () => {
    const withFlows = await definitions(`?campaign=${campaign.uuid}&dependencies=flows`);
    expect([uuids(withFlows["flows"]), withFlows["groups"], withFlows["fields"]]).toEqual([[COLOR], [], []]);
    const alone = await definitions(`?campaign=${campaign.uuid}&dependencies=none`);
    expect([uuids(alone["flows"]), uuids(alone["campaigns"])]).toEqual([[], [campaign.uuid]]);
  });

  test.each([
    ["repeated", `?flow=${SURVEY}&flow=${COLOR}&dependencies=none`],
    ["with an unknown one among them", `?flow=${SURVEY}&flow=${UNKNOWN}&flow=${COLOR}&dependencies=none`],
    ["by the older name", `?flow_uuid=${SURVEY}&flow_uuid=${COLOR}&dependencies=none`],
    ["with commas", `?flow_uuid=${SURVEY},${COLOR}&dependencies=none`],
  ])("several flows: %s", async (_how, query) => {
    expect(uuids((await definitions(query))["flows"])).toEqual([SURVEY, COLOR]);
  });

  test("campaigns too, by the older name", async () => {
    expect(uuids((await definitions(`?campaign_uuid=${campaign.uuid}`))["campaigns"])).toEqual([campaign.uuid]);
  });

  test.each([
    ["dependencies nobody knows", "?dependencies=some"],
    ["101 flows", `?flow=${Array.from({ length: 101 }, (_none, index) => `f${index}`).join(",")}`],
  ])("400: %s", async (_what, query) => {
    const { status, body } = await api(`/definitions.json${query}`);
    expect([status, Object.keys(body)]).toEqual([400, ["detail"]]);
  });

  test("another account's are as unknown as any", async () => {
    const { body } = await api(`/definitions.json?flow=${COLOR}&campaign=${campaign.uuid}`, { token: TOKENS.other });
    expect([body["flows"], body["campaigns"]]).toEqual([[], []]);
  });

  test("405: there is nothing to write", async () => {
    expect((await api("/definitions.json", { json: {} })).status).toBe(405);
  });
});

describe("archives, classifiers and globals, which newer clients ask for", () => {
  test.each(["archives", "classifiers", "globals"])("200: %s are none", async (endpoint) => {
    const { status, body } = await api(`/${endpoint}.json?archive_type=run`);
    expect([status, body]).toEqual([200, { next: null, previous: null, results: [] }]);
    expect((await api(`/${endpoint}.json?cursor=bi4xLjE`)).status).toBe(404);
    expect((await api(`/${endpoint}.json`, { token: TOKENS.surveyor })).status).toBe(403);
  });
});
