/** Campaigns, definitions and boundaries, as far as HTTP cannot show it: plans, the event log, and what is too much. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Command } from "../../contracts/account.ts";
import type { CampaignEventValues } from "../../contracts/campaigns.ts";
import type { DefinitionQuery } from "../../contracts/definitions.ts";
import { boundaryPage } from "../read/boundaries.ts";
import { campaignEventPage } from "../read/campaign_events.ts";
import { campaignPage } from "../read/campaigns.ts";
import { definitions } from "../read/definitions.ts";
import { runCommands } from "../write/run.ts";
import { ACTOR, ALL, type Stub, done, imported, sql, write } from "./fixture.ts";
import { faults, placesAt, plansOf, writerOn } from "./planned.ts";

const CUSTOMERS = "00000000-0000-4000-8000-000000000031";
const COLORS = "00000000-0000-4000-8000-000000000021";
const UNKNOWN = "00000000-0000-4000-8000-00000000dead";
const PLACES = placesAt(1_454_371_200_000_002, 2);
const DAILY: CampaignEventValues = {
  relativeTo: "registered",
  offset: 1,
  unit: "days",
  deliveryHour: 9,
  action: { flow: COLORS },
};

let stub: Stub;
let campaign: string;
let event: string;

async function made(command: Command): Promise<string> {
  const written = await done(stub, command);
  if (written.kind === "campaign") return written.campaign.uuid;
  if (written.kind === "campaign_event") return written.event.uuid;
  throw new Error(`Expected a campaign or its event, got ${written.kind}.`);
}

beforeAll(async () => {
  stub = await imported();
  campaign = await made({ do: "campaign.create", set: { name: "Planned", group: "CUSTOMERS" } });
  event = await made({ do: "campaign_event.create", campaign, set: DAILY });
});

describe("no statement scans or sorts", () => {
  test("of the lists, but for the walk of their own index", async () => {
    const plans = await plansOf(stub, (db) => {
      for (const from of PLACES) {
        const page = { limit: 250, from };
        campaignPage(db, page);
        campaignPage(db, { ...page, uuid: campaign });
        campaignEventPage(db, page);
        for (const one of [campaign, "Planned", UNKNOWN]) campaignEventPage(db, { ...page, campaign: one });
        campaignEventPage(db, { ...page, uuid: event, campaign });
      }
      for (const from of [null, { at: 0, id: 1, back: false }, { at: 0, id: 2, back: true }]) {
        for (const geometry of [false, true]) boundaryPage(db, { limit: 250, from, geometry });
      }
    });
    expect(plans.length).toBeGreaterThan(15);
    const walks =
      /^SCAN (c USING INDEX campaigns_page|e USING INDEX campaign_events_page|b USING INDEX sqlite_autoindex_boundaries_1)$/;
    for (const { sql: text, plan } of plans) expect(faults(plan, walks), `${text}\n${plan.join("\n")}`).toEqual([]);
  });

  test("of definitions", async () => {
    const plans = await plansOf(stub, (db) => {
      const query: DefinitionQuery = { flows: [COLORS, UNKNOWN], campaigns: [campaign], dependencies: "all" };
      const found = definitions(db, query);
      expect(found).toMatchObject({ ok: true, campaigns: [{}], flows: [{}], groups: [{}], fields: [{}] });
    });
    for (const { sql: text, plan } of plans) {
      expect(faults(plan, /^SCAN r$/), `${text}\n${plan.join("\n")}`).toEqual([]);
    }
    const starting = plans.filter(({ plan }) => plan.some((line) => line.includes("campaign_events_of_flow")));
    expect(starting).toHaveLength(1);
  });

  test("of commands", async () => {
    const plans = await plansOf(stub, (db, storage) => {
      const commands: Command[] = [
        { do: "campaign.create", set: { name: "Another", group: CUSTOMERS } },
        { do: "campaign.update", uuid: campaign, set: { name: "Renamed", group: "Developers" } },
        { do: "campaign_event.create", campaign, set: DAILY },
        { do: "campaign_event.update", uuid: event, campaign, set: { ...DAILY, action: { message: "x" } } },
        { do: "campaign_event.delete", uuid: event },
        { do: "group.delete", uuid: CUSTOMERS },
      ];
      expect(runCommands(writerOn(db, storage), ACTOR, commands, { dryRun: true })).toMatchObject({ ok: true });
    });
    const allFields = /^SCAN f USING INDEX fields_page$/;
    for (const { sql: text, plan } of plans) expect(faults(plan, allFields), `${text}\n${plan.join("\n")}`).toEqual([]);
  });
});

test("every change has its event in the log, and a refused one has none", async () => {
  const logged = async () =>
    (
      await sql<{ action: string; kind: string; object: string }>(
        stub,
        "SELECT action, kind, object FROM events WHERE kind LIKE 'campaign%' ORDER BY id",
      )
    ).map(({ action, kind, object }) => [action, kind, object]);
  const before = await logged();
  const own = await made({ do: "campaign.create", set: { name: "Logged", group: CUSTOMERS } });
  await made({ do: "campaign.update", uuid: own, set: { name: "Logged too", group: CUSTOMERS } });
  const mine = await made({ do: "campaign_event.create", campaign: own, set: DAILY });
  await made({ do: "campaign_event.update", uuid: mine, set: DAILY });
  await done(stub, { do: "campaign_event.delete", uuid: mine });
  const refused = await write(stub, { do: "campaign.create", set: { name: "LOGGED TOO", group: UNKNOWN } });
  expect(refused).toEqual({
    ok: false,
    at: 0,
    why: "invalid",
    failures: [
      { field: "name", code: "taken", value: "LOGGED TOO" },
      { field: "group", code: "unknown", value: UNKNOWN },
    ],
  });
  expect((await logged()).slice(before.length)).toEqual([
    ["create", "campaign", own],
    ["update", "campaign", own],
    ["create", "campaign_event", mine],
    ["update", "campaign_event", mine],
    ["delete", "campaign_event", mine],
  ]);
});

test("definitions are refused as a whole where they are more than one answer holds", async () => {
  const busy = await imported();
  const written = await done(busy, { do: "campaign.create", set: { name: "Busy", group: CUSTOMERS } });
  if (written.kind !== "campaign") throw new Error("Expected a campaign.");
  await sql(
    busy,
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5001)
      INSERT INTO campaign_events (uuid, campaign, relative_to, "offset", unit, delivery_hour, message, created_on)
      SELECT 'event-' || i, 1, 1, i, 'days', 9, '"x"', i FROM n`,
  );
  const query = { flows: [], campaigns: [written.campaign.uuid], dependencies: "none" } as const;
  expect(await busy.definitions(query)).toEqual({ ok: false, why: "too-many" });
  await sql(busy, "DELETE FROM campaign_events WHERE created_on = 5001");
  expect(await busy.definitions(query)).toMatchObject({ ok: true, campaigns: [{ campaign: { name: "Busy" } }] });

  await sql(
    busy,
    `WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 252)
      INSERT INTO campaigns (id, uuid, name, name_folded, group_uuid, created_on)
      SELECT i, 'campaign-' || i, 'c' || i, 'c' || i, '${CUSTOMERS}', i FROM n`,
  );
  await sql(busy, "UPDATE campaign_events SET message = NULL, flow = (SELECT id FROM flows WHERE uuid = ?)", COLORS);
  await sql(busy, "UPDATE campaign_events SET campaign = created_on WHERE created_on BETWEEN 2 AND 252");
  const starting = { flows: [COLORS], campaigns: [], dependencies: "all" } as const;
  expect(await busy.definitions(starting)).toEqual({ ok: false, why: "too-many" });
});

test("a page of campaigns ends where it should, with one more on either side of it", async () => {
  const { items } = await stub.campaigns(ALL);
  const page = await stub.campaigns({ limit: 1, from: null });
  expect(page.items).toEqual(items.slice(0, 1));
  const rest = await stub.campaigns({ limit: 250, from: page.next });
  expect([rest.items, rest.next, rest.previous === null]).toEqual([items.slice(1), null, false]);
});

describe("an imported event", () => {
  const ID = "00000000-0000-4000-8000-0000000000";
  const campaignLine = {
    id: 9,
    uuid: `${ID}c1`,
    name: "Imported",
    group: UNKNOWN,
    created_on: "2016-01-01T00:00:00.000000Z",
  };
  const eventLine = {
    id: 8,
    uuid: `${ID}e1`,
    campaign: campaignLine.uuid,
    relative_to: "registered",
    offset: -3,
    unit: "weeks",
    delivery_hour: -1,
    flow: null,
    message: { eng: "Hello" },
    created_on: "2016-01-01T00:00:00.000000Z",
  };
  const send = async (over: Record<string, unknown>) => {
    const to = await imported();
    const lines = [{ campaigns: campaignLine }, { campaign_events: { ...eventLine, ...over } }];
    const text = lines.map((line) => JSON.stringify(line)).join("\n");
    return { to, result: await to.importChunk({ importId: "first", chunk: 1, lines: text }) };
  };

  test("is the account's, as is its campaign, although the group is gone", async () => {
    const { to, result } = await send({});
    expect(result).toMatchObject({ ok: true });
    expect((await to.campaigns(ALL)).items).toMatchObject([
      { id: 9, name: "Imported", group: { uuid: UNKNOWN, name: null } },
    ]);
    expect((await to.campaignEvents(ALL)).items).toMatchObject([
      { id: 8, offset: -3, unit: "weeks", deliveryHour: -1, action: { message: { eng: "Hello" } } },
    ]);
  });

  test.each([
    ["with neither a message nor a flow", { message: null }, "message"],
    ["with both", { flow: COLORS }, "message"],
    ["of an unknown campaign", { campaign: UNKNOWN }, "campaign"],
    ["relative to an unknown field", { relative_to: "shoe" }, "relative_to"],
    ["that starts an unknown flow", { message: null, flow: UNKNOWN }, "flow"],
    ["at an hour that no day has", { delivery_hour: 24 }, "delivery_hour"],
  ])("%s is refused", async (_what, over, field) => {
    const { to, result } = await send(over);
    expect(result).toMatchObject({ ok: false, why: "invalid", line: 2, field });
    expect((await to.campaigns(ALL)).items).toEqual([]);
  });
});
