import type { Change } from "../change.ts";
import { repeated, single } from "../query.ts";
import type { CountedGroupQuery } from "../../../contracts/counted.ts";

export const groupsAreFoundByPartOfAName: Change<CountedGroupQuery> = {
  description:
    "v1 finds groups by several values of `uuid` at once, and by any part of their `name`; v2 takes one `uuid` or the whole name.",
  select: (query, selection) => {
    const uuid = repeated(query, "uuid");
    const name = single(query, "name");
    return { ...selection, ...(uuid === undefined ? {} : { uuid }), ...(name === undefined ? {} : { name }) };
  },
};
