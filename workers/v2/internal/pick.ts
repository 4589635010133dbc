/** Objects by their identifiers, in the order asked for, as they are on the wire. Unknown ones are left out. */
import type { Account } from "../account.ts";
import { wireBoundary } from "../boundaries/boundaries.ts";
import { wireBroadcast } from "../broadcasts/broadcasts.ts";
import { wireCampaignEvent } from "../campaigns/campaign_events.ts";
import { wireCampaign } from "../campaigns/campaigns.ts";
import { wireChannel } from "../channels/channels.ts";
import { wireChannelEvent } from "../channels/events.ts";
import { wireContact } from "../contacts/wire.ts";
import { wireDefinition } from "../definitions/wire.ts";
import { wireField } from "../fields/fields.ts";
import { wireFlow } from "../flows/flows.ts";
import { wireGroup } from "../groups/groups.ts";
import { wireLabel } from "../labels/labels.ts";
import { wireMessage } from "../messages/wire.ts";
import { wireRun } from "../runs/wire.ts";

/** @param geometry whether boundaries come with theirs; then the answer may break off before the last one that exists */
type Pick = (account: Account, ids: readonly string[], geometry: boolean) => Promise<readonly unknown[]>;

export const PICKS: ReadonlyMap<string, Pick> = new Map<string, Pick>([
  [
    "contacts",
    async (account, ids) => {
      const { items, ...context } = await account.read((object) => object.contactsByUuid(ids));
      return items.map((record) => wireContact(record, context));
    },
  ],
  [
    "messages",
    async (account, ids) => {
      const { account: of, items } = await account.read((object) => object.messagesById(numbers(ids)));
      return items.map((record) => wireMessage(record, of));
    },
  ],
  [
    "broadcasts",
    async (account, ids) => {
      const { account: of, items } = await account.read((object) => object.broadcastsById(numbers(ids)));
      return items.map((record) => wireBroadcast(record, of));
    },
  ],
  ["flows", async (account, ids) => (await account.read((object) => object.flowsByUuid(ids))).map(wireFlow)],
  [
    "runs",
    async (account, ids) => {
      const records = await account.read((object) => object.runsById(numbers(ids)));
      return records.map((record) => wireRun(record, true));
    },
  ],
  [
    "definitions",
    async (account, ids) => {
      const query = { flows: ids, campaigns: [], dependencies: "none" } as const;
      const found = await account.read((object) => object.definitions(query));
      return found.ok ? found.flows.map(wireDefinition) : [];
    },
  ],
  ["channels", async (account, ids) => (await account.read((object) => object.channelsByUuid(ids))).map(wireChannel)],
  [
    "channel_events",
    async (account, ids) =>
      (await account.read((object) => object.channelEventsById(numbers(ids)))).map(wireChannelEvent),
  ],
  [
    "campaigns",
    async (account, ids) => (await account.read((object) => object.campaignsByUuid(ids))).map(wireCampaign),
  ],
  [
    "campaign_events",
    async (account, ids) => (await account.read((object) => object.campaignEventsByUuid(ids))).map(wireCampaignEvent),
  ],
  [
    "boundaries",
    async (account, ids, geometry) =>
      (await account.read((object) => object.boundariesByOsmId(ids, geometry))).map(wireBoundary),
  ],
  ["labels", async (account, ids) => (await account.read((object) => object.labelsByUuid(ids))).map(wireLabel)],
  ["groups", async (account, ids) => (await account.read((object) => object.groupsByUuid(ids))).map(wireGroup)],
  ["fields", async (account, ids) => (await account.read((object) => object.fieldsByKey(ids))).map(wireField)],
]);

/** Identifiers are strings here, whatever their kind; what is no number is nothing's. */
function numbers(ids: readonly string[]): readonly number[] {
  return ids.filter((id) => /^\d{1,15}$/.test(id)).map(Number);
}
