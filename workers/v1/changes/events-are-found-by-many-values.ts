import type { CountedCampaignEventQuery } from "../../../contracts/counted_campaigns.ts";
import type { Change, Guide } from "../change.ts";
import { between, sent, split, splitNumbers } from "../query.ts";

export const eventsAreFoundByManyValues: Change<CountedCampaignEventQuery> = {
  select: (query, selection) => {
    const range = between(query);
    if (range === null) return null;
    const uuid = split(query, "uuid");
    const event = splitNumbers(query, "event");
    const campaignUuid = split(query, "campaign_uuid");
    const campaign = splitNumbers(query, "campaign");
    return { ...selection, ...sent({ uuid, event, campaignUuid, campaign }), ...range };
  },
};

export const guide: Guide = {
  change:
    "v1 finds events by several values of `uuid`, `event`, `campaign_uuid` and `campaign`, and by when they were made; v2's campaign events are found by one `uuid` and one `campaign`.",
  affects: "Whoever fetches events of several campaigns with one request, or only new ones.",
  migrate: "Ask campaign by campaign. `campaign` in v2 is a UUID or a name: an integer finds nothing there.",
  why: "An account has few events; one list of them is one or two pages.",
  severity: "silent",
};
