import type { CountedRunQuery } from "../../../contracts/counted_flows.ts";
import type { Change, Guide } from "../change.ts";
import { splitNumbers } from "../query.ts";
import { faults, renamed, SEVERAL } from "../refusals.ts";

export const runsNameFlowsByNumber: Change<CountedRunQuery> = {
  select: (query, selection) => {
    const flowNumbers = splitNumbers(query, "flow");
    return flowNumbers === undefined ? selection : { ...selection, flowNumbers };
  },
  request: (call) => {
    const { flow, ...body } = call.body;
    if (flow === undefined) return call;
    if (body["flow_uuid"] !== undefined) {
      return { refuse: faults({ [SEVERAL]: ["Give either flow_uuid or flow, not both."] }) };
    }
    return { ...call, body: { ...body, flow_uuid: flow } };
  },
  problem: (answer, call) => (call.body["flow"] === undefined ? answer : renamed(answer, "flow_uuid", "flow")),
};

export const guide: Guide = {
  change: "v1 finds and starts runs by the number of their flow, `flow`; v2 knows flows by UUID only.",
  affects: "Clients that keep flows by their number.",
  migrate: "Read v1's list of flows once, keep the `uuid` of each number, and use the UUID from then on.",
  why: "Two identifiers for one thing are one too many. The number was deprecated in v1 already.",
  severity: "loud",
};
