import type { Change, Guide } from "../change.ts";
import { faults, SEVERAL } from "../refusals.ts";
import { faultsIn, integer, type Shape, text } from "../shapes.ts";

const SHAPE: Shape = {
  required: ["name"],
  checks: {
    uuid: text({ max: 36 }),
    campaign: integer,
    name: text({ max: 64 }),
    group_uuid: text({ max: 36 }),
    group: text({ max: 64 }),
  },
};

export const campaignsHaveShortNames: Change = {
  request: (call) => {
    if (call.method !== "POST") return call;
    const found = faultsIn(call.body, SHAPE);
    if (Object.keys(found).length > 0) return { refuse: faults(found) };
    return call.body["group_uuid"] !== undefined && call.body["group"] !== undefined
      ? { refuse: faults({ [SEVERAL]: ["Give either group_uuid or group, not both."] }) }
      : call;
  },
};

export const guide: Guide = {
  change: "v1's campaigns have names of at most 64 characters; v2's have up to 255.",
  affects: "Clients that keep names in columns of 64 characters: a longer one may have been given through v2.",
  migrate: "Make room for 255 characters.",
  why: "Names of campaigns are sentences.",
  severity: "silent",
};
