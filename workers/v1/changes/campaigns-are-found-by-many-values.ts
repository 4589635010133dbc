import type { CountedCampaignQuery } from "../../../contracts/counted_campaigns.ts";
import type { Change, Guide } from "../change.ts";
import { between, repeated, sent, splitNumbers } from "../query.ts";

export const campaignsAreFoundByManyValues: Change<CountedCampaignQuery> = {
  select: (query, selection) => {
    const range = between(query);
    if (range === null) return null;
    const uuid = repeated(query, "uuid");
    const campaign = splitNumbers(query, "campaign");
    return { ...selection, ...sent({ uuid, campaign }), ...range };
  },
};

export const guide: Guide = {
  change:
    "v1 finds campaigns by several values of `uuid` or `campaign` at once, and by when they were made; v2 takes one `uuid`.",
  affects: "Whoever fetches several campaigns with one request, or only new ones.",
  migrate: "Read the whole list, which is short and begins with the newest, and pick from it.",
  why: "There are so few campaigns that one page mostly has them all.",
  severity: "silent",
};
