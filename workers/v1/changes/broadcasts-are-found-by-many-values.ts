import type { CountedBroadcastQuery } from "../../../contracts/counted_messages.ts";
import type { Change, Guide } from "../change.ts";
import { between, sent, splitNumbers } from "../query.ts";

export const broadcastsAreFoundByManyValues: Change<CountedBroadcastQuery> = {
  select: (query, selection) => {
    const range = between(query);
    return range === null ? null : { ...selection, ...sent({ id: splitNumbers(query, "id") }), ...range };
  },
};

export const guide: Guide = {
  change: "v1 finds broadcasts by several values of `id` at once; v2 takes one `id`.",
  affects: "Whoever looks up several broadcasts with one request.",
  migrate: "Ask for one at a time, or read the list and pick.",
  why: "One filter of each kind keeps every list as fast as its index.",
  severity: "silent",
};
