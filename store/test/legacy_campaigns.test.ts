/** Goes with store/legacy: counted campaigns, events, channels, calls and boundaries, as far as HTTP cannot show them. */
import { exports } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { CountedReads } from "../../contracts/counted.ts";
import type { EventNames } from "../../contracts/counted_campaigns.ts";
import { countedCalls } from "../legacy/v1_calls.ts";
import { countedBoundaries, countedCampaignEvents, countedCampaigns, namedForEvent } from "../legacy/v1_campaigns.ts";
import { countedChannels } from "../legacy/v1_channels.ts";
import { boundariesByOsmId } from "../read/boundaries.ts";
import { campaignEventsByUuid } from "../read/campaign_events.ts";
import { campaignsByUuid } from "../read/campaigns.ts";
import { channelEventsById } from "../read/channel_events.ts";
import { channelsByUuid } from "../read/channels.ts";
import { exportAll, linesOf, reimported } from "./exporting.ts";
import { ACTOR, type Stub, done, fresh, imported, ndjson, org, sql } from "./fixture.ts";
import { faults, plansOf } from "./planned.ts";

const counted = (exports as unknown as { LegacyV1: CountedReads }).LegacyV1;
const CUSTOMERS = "00000000-0000-4000-8000-000000000031";
const COLORS = "00000000-0000-4000-8000-000000000021";
const [ANDROID, TWITTER] = ["011", "012"].map((tail) => `00000000-0000-4000-8000-000000000${tail}`) as [string, string];
const UNKNOWN = "00000000-0000-4000-8000-00000000dead";

let stub: Stub;
let name: string;
let campaign: { readonly id: number; readonly uuid: string };
let event: { readonly id: number; readonly uuid: string };

beforeAll(async () => {
  stub = await imported();
  name = (await stub.org())?.key ?? "";
  const made = await done(stub, { do: "campaign.create", set: { name: "Planned", group: CUSTOMERS } });
  if (made.kind !== "campaign") throw new Error(made.kind);
  ({ campaign } = made);
  const set = { relativeTo: "registered", offset: 1, unit: "days", deliveryHour: 9, action: { flow: COLORS } } as const;
  const written = await done(stub, { do: "campaign_event.create", campaign: campaign.uuid, set });
  if (written.kind !== "campaign_event") throw new Error(written.kind);
  ({ event } = written);
});

describe("what the writer of an event names", () => {
  test.each<[string, () => EventNames, () => unknown]>([
    ["nothing", () => ({}), () => ({ event: null, campaign: null, flow: null, field: null })],
    [
      "numbers",
      () => ({ event: { id: event.id }, campaign: { id: campaign.id }, flow: { id: 1001 } }),
      () => ({
        event: { ...ids(event), campaign: ids(campaign) },
        campaign: ids(campaign),
        flow: { id: 1001, uuid: COLORS },
      }),
    ],
    [
      "UUIDs",
      () => ({ event: { uuid: event.uuid }, campaign: { uuid: campaign.uuid }, flow: { uuid: COLORS } }),
      () => ({ event: ids(event), campaign: ids(campaign), flow: { id: 1001 } }),
    ],
    [
      "what is unknown",
      () => ({ event: { id: 77 }, campaign: { uuid: UNKNOWN }, flow: { id: 77 }, field: { label: "No", key: "no" } }),
      () => ({ event: null, campaign: null, flow: null, field: null }),
    ],
    [
      "a label in any case",
      () => ({ field: { label: "REGISTERED on", key: "registered_on" } }),
      () => ({ field: "registered" }),
    ],
    [
      "a label whose key is another field's",
      () => ({ field: { label: "Nickname", key: "nickname" } }),
      () => ({ field: "nickname" }),
    ],
    [
      "a label before a key",
      () => ({ field: { label: "Nick name", key: "registered" } }),
      () => ({ field: "nickname" }),
    ],
  ])("by %s", async (_what, names, found) => {
    expect(await counted.namedForEvent(name, names())).toMatchObject(found() as object);
  });

  const ids = ({ id, uuid }: { readonly id: number; readonly uuid: string }) => ({ id, uuid });
});

describe("channels that are given up", () => {
  let mine: Stub;
  let account: string;
  beforeAll(async () => {
    mine = await imported();
    account = (await mine.org())?.key ?? "";
  });

  test("are in no list, and in the log once, whoever says it how often", async () => {
    const args = { channels: [ANDROID, UNKNOWN, ANDROID] };
    for (const _time of [1, 2]) {
      expect(await counted.act(account, ACTOR, "channels.release", args)).toEqual({ ok: true, made: [] });
    }
    expect((await counted.page(account, "channels", {}, 1))?.items).toMatchObject([{ ref: TWITTER }]);
    expect((await mine.channels({ limit: 250, from: null })).items).toMatchObject([{ uuid: TWITTER }]);
    expect(await mine.channelsByUuid([ANDROID, TWITTER])).toMatchObject([{ uuid: TWITTER }]);
    const log = "SELECT action, kind, object, actor, reason FROM events WHERE object = ?";
    expect(await sql(mine, log, ANDROID)).toEqual([
      { action: "delete", kind: "channel", object: ANDROID, actor: ACTOR.key, reason: ACTOR.reason },
    ]);
  });

  test("stay given up in an export and what is made of it", async () => {
    const { text } = await exportAll(mine);
    const released = linesOf(text).filter(({ item }) => item["released"] === true);
    expect(released.map(({ item }) => item["uuid"])).toEqual([ANDROID]);
    const again = await reimported(text);
    expect((await again.channels({ limit: 250, from: null })).items).toMatchObject([{ uuid: TWITTER }]);
  });

  test("are in use again when they are imported", async () => {
    const lines = ndjson({ ...org("main"), key: account });
    expect(await mine.importChunk({ importId: "again", chunk: 0, lines })).toMatchObject({ ok: true });
    expect((await mine.channels({ limit: 250, from: null })).items).toHaveLength(2);
  });

  test("cannot be in an account without data", async () => {
    const { name: empty } = fresh("empty");
    expect(await counted.act(empty, ACTOR, "channels.release", { channels: [ANDROID] })).toMatchObject({ ok: false });
    expect(await counted.page(empty, "channels", {}, 1)).toEqual({ count: 0, items: [] });
  });
});

describe("calls", () => {
  test("are counted on the first page of a filter, and remembered for the others", async () => {
    const mine = fresh("calls");
    const events = Array.from({ length: 300 }, (_, at) => ({ ...org("main").channel_events[0], id: at + 1 }));
    const account = { ...org("main"), key: mine.name, channel_events: events } as never;
    expect(await mine.stub.importChunk({ importId: "i", chunk: 0, lines: ndjson(account) })).toMatchObject({
      ok: true,
    });
    const query = { type: ["call-in-missed"] };
    expect((await counted.page(mine.name, "channel_events", query, 1))?.count).toBe(300);
    await sql(mine.stub, "UPDATE channel_events SET type = 'call-in' WHERE id < 20");
    expect((await counted.page(mine.name, "channel_events", query, 2))?.count).toBe(300);
    expect((await counted.page(mine.name, "channel_events", query, 1))?.count).toBe(281);
    expect((await counted.page(mine.name, "channel_events", {}, 2))?.count).toBe(300);
  });
});

describe("no statement reads a table without need", () => {
  test("of objects by identifier", async () => {
    const plans = await plansOf(stub, (db) => {
      channelsByUuid(db, [ANDROID]);
      channelEventsById(db, [8001]);
      campaignsByUuid(db, [campaign.uuid]);
      campaignEventsByUuid(db, [event.uuid]);
      boundariesByOsmId(db, ["171496"], true);
      namedForEvent(db, { event: { id: event.id }, campaign: { uuid: UNKNOWN }, field: { label: "No", key: "no" } });
    });
    expect(plans.length).toBeGreaterThan(9);
    for (const { sql: asked, plan } of plans) expect(faults(plan, null), `${asked}\n${plan.join("\n")}`).toEqual([]);
  });

  test("of counted lists, but for the walk of their own index", async () => {
    const plans = await plansOf(stub, (db) => {
      countedCampaigns(db, { after: 1, before: 9e15 }, 1);
      countedCampaigns(db, {}, 1);
      countedCampaignEvents(db, {}, 1);
      countedCampaignEvents(db, { campaign: [campaign.id] }, 1);
      countedCampaignEvents(db, { campaignUuid: [campaign.uuid], uuid: [event.uuid] }, 1);
      countedCalls(db, { phone: ["+250788123123"] }, 1);
      countedChannels(db, { channel: [11] }, 1);
      countedCalls(db, {}, 1);
      countedCalls(db, { after: 1, before: 9e15 }, 1);
      countedCalls(db, { channel: [11], type: ["call-in"] }, 1);
      countedBoundaries(db, {}, 1);
    });
    const walks = /^SCAN (c|e|b|channels|campaigns|boundaries) USING (COVERING )?INDEX \w+(_page|_by_level)$/;
    for (const { sql: asked, plan } of plans) {
      // A filtered total looks at every row: that is what it asks.
      const left = /COUNT\(\*\)/.test(asked) ? plan.filter((line) => !line.startsWith("SCAN ")) : plan;
      expect(faults(left, walks), `${asked}\n${plan.join("\n")}`).toEqual([]);
    }
  });
});
