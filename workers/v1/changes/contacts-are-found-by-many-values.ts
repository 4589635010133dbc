import type { Change } from "../change.ts";
import { instant, repeated, truth } from "../query.ts";
import type { CountedContactQuery } from "../../../contracts/counted.ts";

export const contactsAreFoundByManyValues: Change<CountedContactQuery> = {
  description:
    "v1 finds contacts by several values of `uuid` or `urns` at once, and a URN only in its normal form; v2 takes one `uuid` or `urn`.",
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
