import type { Change, Guide, Preparation } from "../change.ts";
import { isUuid } from "../refs.ts";
import { faults, renamed } from "../refusals.ts";

/** v2 makes a label by its name only to put it on: on no message at all, where it is to be taken off. */
export const aLabelIsMadeEvenToBeTakenOff: Change = {
  request: (call) => {
    const { label: name, label_uuid: uuid, ...body } = call.body;
    if (uuid !== undefined && uuid !== null && !isUuid(uuid)) {
      // v2 would take a name for a name; here it is a UUID that nothing has.
      return { refuse: faults({ label_uuid: [`There is no label with the UUID ${JSON.stringify(uuid)}.`] }) };
    }
    const named = typeof name === "string" ? { label_name: name } : {};
    const made = typeof name === "string" && body["action"] === "unlabel" ? [creation(name)] : [];
    return {
      ...call,
      body: { ...body, ...named, ...(typeof uuid === "string" ? { label: uuid } : {}) },
      before: [...call.before, ...made],
    };
  },
  problem: (answer) => renamed(renamed(answer, "label", "label_uuid"), "label_name", "label"),
};

function creation(name: string): Preparation {
  const body = { messages: [], action: "label", label_name: name };
  return { method: "POST", path: "/message_actions.json", body, blames: {} };
}

export const guide: Guide = {
  change:
    "v1 names a label by its name in `label` or by `label_uuid`, and makes one that nobody has, even to take it off; v2 has `label_name` and `label` for these, and makes one only to put it on.",
  affects: "Everybody who labels messages by name.",
  migrate: "Send the name as `label_name`, the UUID as `label`. v2 takes a name in `label` for an existing label's.",
  why: "Taking off what was never there should leave nothing behind.",
  severity: "loud",
};
