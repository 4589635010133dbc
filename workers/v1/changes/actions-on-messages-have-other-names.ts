import type { Change, Guide } from "../change.ts";
import { faults } from "../refusals.ts";
import { faultsIn, integers, nullable, oneOf, type Shape, text } from "../shapes.ts";

const ACTIONS = ["label", "unlabel", "archive", "unarchive", "delete"];

export const MESSAGE_ACTIONS: readonly string[] = ACTIONS;

const SHAPE: Shape = {
  required: ["messages", "action"],
  checks: {
    messages: integers,
    action: oneOf(ACTIONS),
    label: nullable(text({ max: 64 })),
    label_uuid: nullable(text({ max: 36 })),
  },
};

export const actionsOnMessagesHaveOtherNames: Change = {
  request: (call) => {
    const found = faultsIn(call.body, SHAPE);
    if (Object.keys(found).length > 0) return { refuse: faults(found) };
    const { action } = call.body;
    return { ...call, body: { ...call.body, action: action === "unarchive" ? "restore" : action } };
  },
};

export const guide: Guide = {
  change: "v1 calls `unarchive` the action on messages that v2 calls `restore`.",
  affects: "Whoever takes messages back out of the archive.",
  migrate: "Send `restore`. v2 refuses `unarchive`.",
  why: "It is the opposite of archiving, whatever one calls it.",
  severity: "loud",
};
