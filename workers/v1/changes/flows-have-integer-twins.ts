import type { CountedFlowQuery } from "../../../contracts/counted_flows.ts";
import type { Change, Guide } from "../change.ts";
import { repeatedNumbers } from "../query.ts";

export const flowsHaveIntegerTwins: Change<CountedFlowQuery> = {
  select: (query, selection) => {
    const flow = repeatedNumbers(query, "flow");
    return flow === undefined ? selection : { ...selection, flow };
  },
  response: (flow, { id }) => ({ ...flow, flow: id }),
};

export const guide: Guide = {
  change: "v1's flow has an integer, `flow`, beside its `uuid`, and is found by it; v2's has only the UUID.",
  affects: "Clients that keep flows by their number.",
  migrate: "Read v1's list of flows once, keep the `uuid` of each number, and use the UUID from then on.",
  why: "Two identifiers for one thing are one too many. The number was deprecated in v1 already.",
  severity: "silent",
};
