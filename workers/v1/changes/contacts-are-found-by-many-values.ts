import type { Change, Guide } from "../change.ts";
import { between, repeated, sent, truth } from "../query.ts";
import type { CountedContactQuery } from "../../../contracts/counted.ts";

export const contactsAreFoundByManyValues: Change<CountedContactQuery> = {
  select: (query, selection) => {
    const range = between(query);
    if (range === null) return null;
    const uuid = repeated(query, "uuid");
    const urns = repeated(query, "urns");
    const deleted = truth(query, "deleted");
    return { ...selection, ...sent({ uuid, urns, deleted }), ...range };
  },
};

export const guide: Guide = {
  change:
    "v1 finds contacts by several values of `uuid` or `urns` at once, and a URN only in its normal form; v2 takes one `uuid` or one `urn`, and puts the URN into normal form first.",
  affects: "Whoever fetches several known contacts with one request, and whoever filters by `urns`.",
  migrate:
    "Ask for each contact with `?uuid=` or `?urn=`, or read the list and pick. Of repeated values v2 takes the last. v2 does not know `urns` and ignores it: a filter that is ignored finds every contact.",
  why: "Filters of many values cannot be paged by an index.",
  severity: "silent",
};
