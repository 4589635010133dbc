import type { Change, Guide } from "../change.ts";
import { faults, SEVERAL } from "../refusals.ts";
import { stringsIn } from "../shapes.ts";

/** The body has been checked by the change before. */
export const expiringEndsRuns: Change = {
  request: (call) => {
    if (call.body["action"] !== "expire") return call;
    if (call.body["group"] !== undefined) {
      return { refuse: faults({ [SEVERAL]: ["The action expire takes no group: leave it out."] }) };
    }
    return { ...call, act: { act: "runs.expire", args: { contacts: stringsIn(call.body["contacts"]) }, shows: null } };
  },
};

export const guide: Guide = {
  change:
    "v1's action `expire` ends the runs of contacts as if their time was over, with `expired_on`; v2 has `interrupt`, which ends them as interrupted.",
  affects: "Clients that take contacts out of a flow and count expired runs afterwards.",
  migrate: "Send the action `interrupt`. The runs get the `exit_type` interrupted, and count as such.",
  why: "Who was taken out of a flow did not run out of time.",
  severity: "loud",
};
