import type { CountedCallQuery } from "../../../contracts/counted_campaigns.ts";
import type { Change, Guide } from "../change.ts";
import { split } from "../query.ts";

const WORDS: Readonly<Record<string, string>> = {
  mo_call: "call-in",
  mo_miss: "call-in-missed",
  mt_call: "call-out",
  mt_miss: "call-out-missed",
};

export const CALL_TYPES = [...Object.keys(WORDS), "unknown"];

export const callTypesAreShortWords: Change<CountedCallQuery> = {
  select: (query, selection) => {
    const types = split(query, "call_type");
    return types === undefined ? selection : { ...selection, type: types.map((word) => WORDS[word] ?? word) };
  },
  response: (event) => ({
    ...event,
    call_type: Object.keys(WORDS).find((word) => WORDS[word] === event["type"]) ?? "unknown",
  }),
};

export const guide: Guide = {
  change:
    "v1's `call_type` is `mo_call`, `mo_miss`, `mt_call` or `mt_miss`, and calls are found by it; v2's `type` is `call-in`, `call-in-missed`, `call-out` or `call-out-missed`, and is no filter.",
  affects: "Whoever reads or filters by the type of a call.",
  migrate: "Translate the words, and pick the events of a type from the list.",
  why: "The old words said who had begun the call in the language of carriers.",
  severity: "mechanical",
};
