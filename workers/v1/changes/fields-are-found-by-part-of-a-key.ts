import type { Change, Guide } from "../change.ts";
import { single } from "../query.ts";
import type { CountedFieldQuery } from "../../../contracts/counted.ts";

/** v1's client asks for one field this way and cannot use two: the whole key goes before its parts. */
export const fieldsAreFoundByPartOfAKey: Change<CountedFieldQuery> = {
  select: (query, selection) => {
    const key = single(query, "key");
    return key === undefined ? selection : { ...selection, key };
  },
};

export const guide: Guide = {
  change: "v1 finds fields by any part of their `key`, unless one has it as a whole; v2 takes only the whole key.",
  affects: "Whoever searches fields by part of a key.",
  migrate: "Read the whole list, which is short, and search in it.",
  why: "A lookup that finds more than was asked for broke clients that expect one field.",
  severity: "silent",
};
