import type { CountedFlowQuery } from "../../../contracts/counted_flows.ts";
import type { Change, Guide } from "../change.ts";
import { between, repeated, sent, truth } from "../query.ts";

/** By letter. F and M were two kinds of flows that send messages, which are one now. */
export const FLOW_TYPES: Readonly<Record<string, string>> = {
  F: "message",
  M: "message",
  V: "voice",
  S: "survey",
  U: "ussd",
  B: "background",
};

export const flowsAreFoundByManyValues: Change<CountedFlowQuery> = {
  select: (query, selection) => {
    const bounds = between(query);
    if (bounds === null) return null;
    const types = repeated(query, "type")?.map((letter) => FLOW_TYPES[letter.toUpperCase()] ?? "");
    const filters = {
      uuid: repeated(query, "uuid")?.map((uuid) => uuid.toLowerCase()),
      archived: truth(query, "archived"),
      labels: repeated(query, "label"),
      types,
    };
    return { ...selection, ...sent(filters), ...bounds };
  },
};

export const guide: Guide = {
  change:
    "v1 finds flows by several values of `uuid`, by the names of their labels, by letters of their `type` and by `before` and `after`; v2 takes one `uuid`, one `type` as a word, and `archived`.",
  affects: "Clients that ask for several flows at once, by label, or for those made in a span of time.",
  migrate:
    "Ask once for each `uuid`, or read the whole list: it is short, and each flow has its `labels` and `created_on`. Types are words, such as `message` for F and M and `survey` for S.",
  why: "Filters that combine freely cannot all be served by an index.",
  severity: "silent",
};
