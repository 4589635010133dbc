import type { CountedLabelQuery } from "../../../contracts/counted_messages.ts";
import type { Change, Guide } from "../change.ts";
import { repeated, sent, single } from "../query.ts";

export const labelsAreFoundByPartOfAName: Change<CountedLabelQuery> = {
  select: (query, selection) => ({
    ...selection,
    ...sent({ uuid: repeated(query, "uuid"), name: single(query, "name") }),
  }),
};

export const guide: Guide = {
  change:
    "v1 finds labels by several values of `uuid`, or by any part of their `name`, the newest number first; v2 takes one `uuid` or the whole name.",
  affects: "Whoever searches in the names of labels.",
  migrate: "Read the whole list, which is short, and search in it.",
  why: "A search in names has to look at every label.",
  severity: "silent",
};
