/** `channel_events`: calls that contacts made or were made to them. */
import * as z from "zod";
import type { PageQuery } from "../../../contracts/account.ts";
import type { ChannelEventQuery, ChannelEventRecord } from "../../../contracts/channels.ts";
import { type ListPlan, listing } from "../listing.ts";
import { cursorParameter, pageSchema } from "../page.ts";
import { type Query, numberOf } from "../query.ts";
import { rangeParameters, readRange } from "../range.ts";
import { EDITORS, type Route } from "../route.ts";
import { wireInstant } from "../wire/datetime.ts";
import { instant, reference } from "../wire/schemas.ts";

const type = z.enum(["call-in", "call-in-missed", "call-out", "call-out-missed", "unknown"]);

const channelEvent = z
  .object({
    id: z.int(),
    type,
    contact: reference,
    channel: reference,
    time: instant.meta({ description: "When it happened." }),
    duration: z.int().meta({ description: "Seconds." }),
    extra: z.object({ duration: z.int() }).meta({ description: "What newer clients read instead of `duration`." }),
    occurred_on: instant.meta({ description: "What newer clients read instead of `time`." }),
    created_on: instant,
  })
  .meta({ id: "ChannelEvent" });

export function wireChannelEvent(record: ChannelEventRecord): z.output<typeof channelEvent> {
  const { contact, channel, duration } = record;
  const time = wireInstant(record.time);
  return {
    id: record.id,
    type: type.safeParse(record.type).data ?? "unknown",
    contact: { uuid: contact.uuid, name: contact.name },
    channel: { uuid: channel.uuid, name: channel.name },
    time,
    duration,
    extra: { duration },
    occurred_on: time,
    created_on: wireInstant(record.createdOn),
  };
}

export function planChannelEvents(query: Query, page: PageQuery): ListPlan<ChannelEventQuery> {
  const { contact } = query;
  const id = query.id === undefined ? undefined : numberOf(query.id);
  const range = readRange(query);
  if (id === null || range === null) return { kind: "nothing" };
  return {
    kind: "ask",
    query: {
      ...page,
      ...(id === undefined ? {} : { id }),
      ...(contact === undefined ? {} : { contact }),
      ...range,
    },
  };
}

export const channelEventRoutes: readonly Route[] = [
  {
    method: "GET",
    endpoint: "channel_events",
    summary: "Calls, the newest first",
    description: "Filters combine.",
    roles: EDITORS,
    query: z.object({
      id: z.string().optional().meta({ description: "One event." }),
      contact: z.string().optional().meta({ description: "Events of this contact, by its UUID." }),
      ...rangeParameters("events made at"),
      cursor: cursorParameter,
    }),
    answers: { 200: pageSchema(channelEvent, "ChannelEventPage") },
    work: listing({
      plan: planChannelEvents,
      ask: (account, query) => account.channelEvents(query),
      vouches: false,
      show: (page) => ({ page, wire: wireChannelEvent }),
    }),
  },
];
