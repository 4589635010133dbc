/** `channels`: over what an account sends and receives. */
import * as z from "zod";
import type { PageQuery } from "../../../contracts/account.ts";
import type { ChannelQuery, ChannelRecord } from "../../../contracts/channels.ts";
import { type ListPlan, listing } from "../listing.ts";
import { cursorParameter, pageSchema } from "../page.ts";
import type { Query } from "../query.ts";
import { EDITORS, type Route } from "../route.ts";
import { wireInstant } from "../wire/datetime.ts";
import { instant, uuid } from "../wire/schemas.ts";

const device = z.object({
  name: z.string().nullable(),
  power_level: z.int().nullable().meta({ description: "Per cent." }),
  power_status: z.string().nullable(),
  power_source: z.string().nullable(),
  network_type: z.string().nullable(),
});

const channel = z
  .object({
    uuid,
    name: z.string().nullable(),
    address: z.string().nullable().meta({ example: "+250788000000" }),
    country: z.string().nullable().meta({ description: "ISO 3166-1 alpha-2." }),
    type: z.string().meta({ example: "android" }),
    device: device.nullable().meta({ description: "The telephone it runs on; null for one that runs on none." }),
    last_seen: instant.nullable(),
    created_on: instant,
  })
  .meta({ id: "Channel" });

export function wireChannel(record: ChannelRecord): z.output<typeof channel> {
  return {
    uuid: record.uuid,
    name: record.name,
    address: record.address,
    country: record.country,
    type: record.type,
    device: wireDevice(record.device),
    last_seen: record.lastSeen === null ? null : wireInstant(record.lastSeen),
    created_on: wireInstant(record.createdOn),
  };
}

function wireDevice(record: ChannelRecord["device"]): z.output<typeof device> | null {
  return (
    record && {
      name: record.name,
      power_level: record.powerLevel,
      power_status: record.powerStatus,
      power_source: record.powerSource,
      network_type: record.networkType,
    }
  );
}

export function planChannels({ uuid: of, address }: Query, page: PageQuery): ListPlan<ChannelQuery> {
  return {
    kind: "ask",
    query: { ...page, ...(of === undefined ? {} : { uuid: of }), ...(address === undefined ? {} : { address }) },
  };
}

export const channelRoutes: readonly Route[] = [
  {
    method: "GET",
    endpoint: "channels",
    summary: "Channels, the newest first",
    description: "Filters combine.",
    roles: EDITORS,
    query: z.object({
      uuid: z.string().optional().meta({ description: "One channel." }),
      address: z.string().optional().meta({ description: "Channels with exactly this address." }),
      cursor: cursorParameter,
    }),
    answers: { 200: pageSchema(channel, "ChannelPage") },
    work: listing({
      plan: planChannels,
      ask: (account, query) => account.channels(query),
      vouches: false,
      show: (page) => ({ page, wire: wireChannel }),
    }),
  },
];
