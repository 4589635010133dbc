import * as z from "zod";
import type { DescribedOperation } from "./operation.ts";
import { between, instant, page, pageOf, repeated, split, uuid } from "./parts.ts";

const campaign = z
  .object({
    uuid,
    name: z.string(),
    group_uuid: uuid,
    created_on: instant,
    campaign: z.int().meta({ deprecated: true, description: "Its integer twin." }),
    group: z.string().nullable().meta({ deprecated: true, description: "The group's name; null once it is deleted." }),
  })
  .meta({ id: "Campaign" });

export const campaigns: readonly DescribedOperation[] = [
  {
    method: "GET",
    summary: "Campaigns, the newest first",
    query: z.object({ uuid: repeated("UUIDs."), campaign: split("Integers."), ...between("created_on"), ...page }),
    answers: { 200: pageOf("Campaign", campaign) },
    successor: "GET /campaigns",
    migration: "Read the whole list, which is short, and read `group` as a reference.",
  },
  {
    method: "POST",
    summary: "Make a campaign, or change one",
    query: z.object({}),
    body: z.object({
      uuid: z.string().optional().meta({ description: "Of the campaign to change; without one it is made." }),
      campaign: z.int().optional().meta({ deprecated: true, description: "Its integer, instead of `uuid`." }),
      name: z.string().max(64),
      group_uuid: z.string().optional(),
      group: z.string().optional().meta({ deprecated: true, description: "The name, instead of `group_uuid`." }),
    }),
    answers: { 201: campaign },
    successor: "POST /campaigns",
    migration: "Name the campaign to change by `?uuid=`, and write `group`.",
  },
];
