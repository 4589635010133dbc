/** `campaign_events`: what a campaign does, and how far from which date. */
import * as z from "zod";
import type { Command, PageQuery } from "../../../contracts/account.ts";
import type { CampaignEventQuery, CampaignEventRecord } from "../../../contracts/campaigns.ts";
import type { Body } from "../body.ts";
import { type ListPlan, listing } from "../listing.ts";
import { cursorParameter, pageSchema } from "../page.ts";
import type { Query } from "../query.ts";
import { EDITORS, type Plan, type Route } from "../route.ts";
import { wireInstant } from "../wire/datetime.ts";
import { instant, reference, uuid } from "../wire/schemas.ts";
import { type EventRead, eventBody, readEvent, unit } from "./event_body.ts";

const campaignEvent = z
  .object({
    uuid,
    campaign: reference,
    relative_to: z.object({
      key: z.string(),
      label: z.string(),
      name: z.string().meta({ description: "The same as `label`." }),
    }),
    offset: z.int().meta({ description: "In units; negative: before the date." }),
    unit,
    delivery_hour: z.int().meta({ description: "0 to 23; -1: at the hour of the date." }),
    flow: reference.nullable(),
    message: z
      .union([z.string(), z.record(z.string(), z.string())])
      .nullable()
      .meta({ description: "One text, or one by language: as it was written." }),
    created_on: instant,
  })
  .meta({ id: "CampaignEvent", description: "It has either a flow or a message; the other is null." });

export function wireCampaignEvent(record: CampaignEventRecord): z.output<typeof campaignEvent> {
  const { campaign, relativeTo, action } = record;
  return {
    uuid: record.uuid,
    campaign: { uuid: campaign.uuid, name: campaign.name },
    relative_to: { key: relativeTo.key, label: relativeTo.label, name: relativeTo.label },
    offset: record.offset,
    unit: record.unit,
    delivery_hour: record.deliveryHour,
    flow: "flow" in action ? { uuid: action.flow.uuid, name: action.flow.name } : null,
    message: "message" in action ? action.message : null,
    created_on: wireInstant(record.createdOn),
  };
}

export function planCampaignEvents({ uuid: of, campaign }: Query, page: PageQuery): ListPlan<CampaignEventQuery> {
  return {
    kind: "ask",
    query: { ...page, ...(of === undefined ? {} : { uuid: of }), ...(campaign === undefined ? {} : { campaign }) },
  };
}

export function planCampaignEventWrite({ uuid: of }: Query, body: Body): Plan {
  const read = readEvent(body, of === undefined);
  const command = commandOf(of, read);
  const names = { relativeTo: "relative_to" };
  if (Object.keys(read.errors).length === 0) return { kind: "command", command, names };
  const askable = of !== undefined || read.askable.length > 0;
  return { kind: "invalid", errors: read.errors, probe: askable ? command : null, names };
}

function commandOf(of: string | undefined, { campaign, set }: EventRead): Command {
  // A new event without a campaign is refused before this is applied.
  if (of === undefined) return { do: "campaign_event.create", campaign: campaign ?? "-", set };
  return { do: "campaign_event.update", uuid: of, set, ...(campaign === undefined ? {} : { campaign }) };
}

export const campaignEventRoutes: readonly Route[] = [
  {
    method: "GET",
    endpoint: "campaign_events",
    summary: "Events of campaigns, the newest first",
    description: "Filters combine.",
    roles: EDITORS,
    query: z.object({
      uuid: z.string().optional().meta({ description: "One event." }),
      campaign: z.string().optional().meta({ description: "Events of this campaign, by its UUID or exact name." }),
      cursor: cursorParameter,
    }),
    answers: { 200: pageSchema(campaignEvent, "CampaignEventPage") },
    work: listing({
      plan: planCampaignEvents,
      ask: (account, query) => account.campaignEvents(query),
      vouches: false,
      show: (page) => ({ page, wire: wireCampaignEvent }),
    }),
  },
  {
    method: "POST",
    endpoint: "campaign_events",
    summary: "Add an event to a campaign, or change one",
    description: "A change replaces everything but the campaign, which need not be sent again.",
    roles: EDITORS,
    query: z.object({
      uuid: z.string().optional().meta({ description: "The event to change; left out: a new one is made." }),
    }),
    body: eventBody,
    answers: { 200: campaignEvent, 201: campaignEvent },
    work: { kind: "write", plan: planCampaignEventWrite },
  },
  {
    method: "DELETE",
    endpoint: "campaign_events",
    summary: "Take an event out of its campaign",
    roles: EDITORS,
    query: z.object({ uuid: z.string().meta({ description: "The event to delete." }) }),
    answers: { 204: null },
    work: {
      kind: "write",
      plan: ({ uuid: of }) =>
        of === undefined
          ? { kind: "refused", refusal: { why: "query", sentence: "Say which event to delete: ?uuid=…" } }
          : { kind: "command", command: { do: "campaign_event.delete", uuid: of } },
    },
  },
];
