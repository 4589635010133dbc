import type { Change, Guide } from "../change.ts";
import { repeated, single } from "../query.ts";
import type { CountedGroupQuery } from "../../../contracts/counted.ts";

export const groupsAreFoundByPartOfAName: Change<CountedGroupQuery> = {
  select: (query, selection) => {
    const uuid = repeated(query, "uuid");
    const name = single(query, "name");
    return { ...selection, ...(uuid === undefined ? {} : { uuid }), ...(name === undefined ? {} : { name }) };
  },
};

export const guide: Guide = {
  change:
    "v1 finds groups by several values of `uuid` at once, and by any part of their `name`; v2 takes one `uuid` or the whole name.",
  affects: "Whoever searches groups by part of a name, or fetches several with one request.",
  migrate: "Read the whole list, which is short, and search in it.",
  why: "A search is not a lookup: a name that is part of another found both.",
  severity: "silent",
};
