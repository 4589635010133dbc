import type { CountedCallQuery } from "../../../contracts/counted_campaigns.ts";
import type { Change, Guide } from "../change.ts";
import { between, sent, split, splitNumbers } from "../query.ts";

export const callsAreFoundByManyValues: Change<CountedCallQuery> = {
  select: (query, selection) => {
    const range = between(query);
    if (range === null) return null;
    const id = splitNumbers(query, "call");
    const channel = splitNumbers(query, "relayer");
    return { ...selection, ...sent({ id, channel, phone: split(query, "phone") }), ...range };
  },
};

export const guide: Guide = {
  change:
    "v1 finds calls by several values of `call`, `phone` and `relayer` at once; v2's channel events are found by one `id` or one `contact`.",
  affects: "Whoever looks up calls by telephone number or by relayer.",
  migrate: "Look up the contact by its URN and ask for its events with `contact`; of a channel read the list and pick.",
  why: "Such filters had to look at every call of the account.",
  severity: "silent",
};
