/** `campaigns`: what is sent to the members of a group around a date of theirs. The events are listed apart. */
import * as z from "zod";
import type { PageQuery } from "../../../contracts/account.ts";
import type { CampaignQuery, CampaignRecord } from "../../../contracts/campaigns.ts";
import { type Body, allPassed, readFields } from "../body.ts";
import { type ListPlan, listing } from "../listing.ts";
import { cursorParameter, pageSchema } from "../page.ts";
import type { Query } from "../query.ts";
import { EDITORS, type Plan, type Route } from "../route.ts";
import { BLANK, atMost, referenceText, text, tooLong } from "../text.ts";
import { wireInstant } from "../wire/datetime.ts";
import { instant, reference, uuid } from "../wire/schemas.ts";

const NAME_LIMIT = 255;

const campaign = z
  .object({
    uuid,
    name: z.string(),
    archived: z.boolean().meta({ description: "True once its group has been deleted: there is nobody to send to." }),
    group: reference,
    created_on: instant,
  })
  .meta({ id: "Campaign" });

export function wireCampaign(record: CampaignRecord): z.output<typeof campaign> {
  return {
    uuid: record.uuid,
    name: record.name,
    archived: record.group.name === null,
    group: { uuid: record.group.uuid, name: record.group.name },
    created_on: wireInstant(record.createdOn),
  };
}

const name = text()
  .trim()
  .refine((it) => it !== "", BLANK)
  .refine(atMost(NAME_LIMIT), tooLong(NAME_LIMIT))
  .meta({ minLength: 1, maxLength: NAME_LIMIT, description: "Unique in the account, whatever the case." });

const body = z
  .object({ name, group: referenceText.meta({ description: "A group by UUID or name." }) })
  .meta({ id: "CampaignWrite" });

export function planCampaigns({ uuid: of }: Query, page: PageQuery): ListPlan<CampaignQuery> {
  return { kind: "ask", query: { ...page, ...(of === undefined ? {} : { uuid: of }) } };
}

export function planCampaignWrite({ uuid: of }: Query, sent: Body): Plan {
  const read = readFields(body, sent);
  const command = (set: { readonly name: string; readonly group: string }) =>
    of === undefined ? ({ do: "campaign.create", set } as const) : ({ do: "campaign.update", uuid: of, set } as const);
  if (allPassed(read)) return { kind: "command", command: command(read.passed) };
  const { name: named, group } = read.passed;
  if (named === undefined && group === undefined && of === undefined) {
    return { kind: "invalid", errors: read.errors, probe: null };
  }
  // What the account says of the harmless values is outweighed by what was wrong with the ones sent.
  return { kind: "invalid", errors: read.errors, probe: command({ name: named ?? "-", group: group ?? "-" }) };
}

export const campaignRoutes: readonly Route[] = [
  {
    method: "GET",
    endpoint: "campaigns",
    summary: "Campaigns, the newest first",
    roles: EDITORS,
    query: z.object({
      uuid: z.string().optional().meta({ description: "One campaign." }),
      cursor: cursorParameter,
    }),
    answers: { 200: pageSchema(campaign, "CampaignPage") },
    work: listing({
      plan: planCampaigns,
      ask: (account, query) => account.campaigns(query),
      vouches: false,
      show: (page) => ({ page, wire: wireCampaign }),
    }),
  },
  {
    method: "POST",
    endpoint: "campaigns",
    summary: "Make a campaign, or change one",
    roles: EDITORS,
    query: z.object({
      uuid: z.string().optional().meta({ description: "The campaign to change; left out: a new one is made." }),
    }),
    body,
    answers: { 200: campaign, 201: campaign },
    work: { kind: "write", plan: planCampaignWrite },
  },
];
