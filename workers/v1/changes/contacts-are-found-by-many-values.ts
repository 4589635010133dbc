import type { Change, Guide } from "../change.ts";
import { instant, repeated, truth } from "../query.ts";
import type { CountedContactQuery } from "../../../contracts/counted.ts";

export const contactsAreFoundByManyValues: Change<CountedContactQuery> = {
  select: (query, selection) => {
    const uuid = repeated(query, "uuid");
    const urns = repeated(query, "urns");
    const deleted = truth(query, "deleted");
    const before = instant(query, "before");
    const after = instant(query, "after");
    if (before === null || after === null) return null;
    return {
      ...selection,
      ...(uuid === undefined ? {} : { uuid }),
      ...(urns === undefined ? {} : { urns }),
      ...(deleted === undefined ? {} : { deleted }),
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    };
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
