import type { CountedChannelQuery } from "../../../contracts/counted_campaigns.ts";
import type { Change, Guide } from "../change.ts";
import { between, sent, split, splitNumbers } from "../query.ts";

export const relayersAreFoundByManyValues: Change<CountedChannelQuery> = {
  select: (query, selection) => {
    const range = between(query);
    if (range === null) return null;
    const channel = splitNumbers(query, "relayer");
    const address = split(query, "phone");
    const country = split(query, "country");
    return { ...selection, ...sent({ channel, address, country }), ...range };
  },
};

export const guide: Guide = {
  change:
    "v1 finds relayers by several values of `relayer`, `phone` and `country`, and by when they were last seen, the last one first; v2 finds channels by one `uuid` or one `address`, the newest first.",
  affects: "Whoever looks up relayers by anything but one number, or takes the first for the one seen last.",
  migrate: "Read the whole list of channels, which is short, pick from it, and sort it by `last_seen`.",
  why: "A list that is sorted by something that changes all the time cannot be read page by page.",
  severity: "silent",
};
