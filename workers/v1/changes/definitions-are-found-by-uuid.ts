import type { CountedDefinitionQuery } from "../../../contracts/counted_flows.ts";
import type { Change, Guide } from "../change.ts";
import { single } from "../query.ts";

export const definitionsAreFoundByUuid: Change<CountedDefinitionQuery> = {
  select: (query) => {
    const uuid = single(query, "uuid");
    return uuid === undefined ? null : { uuid: uuid.toLowerCase() };
  },
};

export const guide: Guide = {
  change:
    "v1's `flow_definition` has one flow, by `uuid`, and answers an unknown one with 400 and a body of its own, `error`; v2's `definitions` leaves unknown ones out.",
  affects: "Clients that read the definition of a flow.",
  migrate: "Ask for `definitions.json?flow=UUID`, and look whether `flows` is empty.",
  why: "Several flows are carried together with the campaigns that start them.",
  severity: "silent",
};
