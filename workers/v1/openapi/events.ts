import * as z from "zod";
import { UNIT_LETTERS } from "../changes/units-are-letters.ts";
import type { DescribedOperation } from "./operation.ts";
import { between, detail, instant, page, pageOf, split, uuid } from "./parts.ts";

const unit = z.enum(UNIT_LETTERS).meta({ description: "Minutes, hours, days, weeks." });
const offset = z.int().meta({ description: "In units; negative: before the date." });
const hour = z.int().min(-1).max(23).meta({ description: "-1: at the hour of the date." });

const event = z
  .object({
    uuid,
    campaign_uuid: uuid,
    flow_uuid: uuid.nullable(),
    relative_to: z.string().meta({ description: "A field's label." }),
    offset,
    unit,
    delivery_hour: hour,
    message: z.string().nullable(),
    created_on: instant,
    event: z.int().meta({ deprecated: true, description: "Its integer twin." }),
    campaign: z.int().meta({ deprecated: true }),
    flow: z.int().nullable().meta({ deprecated: true }),
  })
  .meta({ id: "Event" });

const filters = {
  uuid: split("UUIDs."),
  event: split("Integers."),
  campaign_uuid: split("Campaigns' UUIDs."),
  campaign: split("Campaigns' integers."),
};

export const events: readonly DescribedOperation[] = [
  {
    method: "GET",
    summary: "Events of campaigns, the newest first",
    query: z.object({ ...filters, ...between("created_on"), ...page }),
    answers: { 200: pageOf("Event", event) },
    successor: "GET /campaign_events",
    migration: "Ask for `campaign_events` of one `campaign`, and read its references.",
  },
  {
    method: "POST",
    summary: "Add an event to a campaign, or change one",
    description: "A field that no label names is created with it: both, or neither.",
    query: z.object({}),
    body: z.object({
      uuid: z.string().optional().meta({ description: "Of the event to change; without one it is made." }),
      event: z.int().optional().meta({ deprecated: true, description: "Its integer, instead of `uuid`." }),
      campaign_uuid: z.string().optional().meta({ description: "Needed for a new event; it never moves." }),
      campaign: z.int().optional().meta({ deprecated: true, description: "Instead of `campaign_uuid`." }),
      relative_to: z.string().min(3).max(36).meta({ description: "A field's label." }),
      offset,
      unit,
      delivery_hour: hour,
      message: z.string().max(320).nullish().meta({ description: "Either this or a flow." }),
      flow_uuid: z.string().nullish(),
      flow: z.int().nullish().meta({ deprecated: true, description: "Instead of `flow_uuid`." }),
    }),
    answers: { 201: event },
    successor: "POST /campaign_events",
    migration: "Name the event by `?uuid=`, write `relative_to` as a key, units as words and UUIDs throughout.",
  },
  {
    method: "DELETE",
    summary: "Delete every event that the filters find",
    description: "Without any of `uuid`, `event`, `campaign_uuid` and `campaign` it is refused.",
    query: z.object({ ...filters, ...between("created_on") }),
    answers: { 204: null },
    refuses: { 400: detail },
    successor: "DELETE /campaign_events",
    migration: "Delete one event by `?uuid=`.",
  },
];
