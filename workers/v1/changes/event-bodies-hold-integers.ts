import type { Change, Guide } from "../change.ts";
import { EVENT_TWINS } from "../events.ts";
import { faults, SEVERAL } from "../refusals.ts";
import { faultsIn, integer, nullable, oneOf, type Shape, text } from "../shapes.ts";
import { UNIT_LETTERS } from "./units-are-letters.ts";

const SHAPE: Shape = {
  required: ["relative_to", "offset", "unit", "delivery_hour"],
  checks: {
    uuid: text({ max: 36 }),
    event: integer,
    campaign_uuid: text({ max: 36 }),
    campaign: integer,
    flow_uuid: nullable(text({ max: 36 })),
    flow: nullable(integer),
    // A field's label is as long as this, or there is no such field.
    relative_to: text({ min: 3, max: 36 }),
    unit: oneOf(UNIT_LETTERS),
    message: nullable(text({ max: 320 })),
  },
};

export const eventBodiesHoldIntegers: Change = {
  request: (call) => {
    if (call.method !== "POST") return call;
    const found = faultsIn(call.body, SHAPE);
    if (Object.keys(found).length > 0) return { refuse: faults(found) };
    const pair = EVENT_TWINS.find(({ twin, uuid }) => call.body[twin] !== undefined && call.body[uuid] !== undefined);
    if (pair === undefined) return call;
    return { refuse: faults({ [SEVERAL]: [`Give either ${pair.uuid} or ${pair.twin}, not both.`] }) };
  },
};

export const guide: Guide = {
  change:
    "v1's event takes its integer in `event`, its campaign's in `campaign` and its flow's in `flow`, and a message in one language; v2 takes UUIDs there, and a message by language too.",
  affects: "Whoever writes events. `campaign` and `flow` are in both, and mean something else.",
  migrate: "Send UUIDs. An integer is refused.",
  why: "One attribute for one thing: v1 had two for each reference, and refused both together.",
  severity: "loud",
};
