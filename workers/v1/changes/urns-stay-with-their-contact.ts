import type { Call, Change, Guide } from "../change.ts";
import { faults } from "../refusals.ts";
import { stringsIn } from "../shapes.ts";

/**
 * The owners are read before the write, not with it: a URN that changes hands in between is moved.
 */
export const urnsStayWithTheirContact: Change = {
  needs: (call) => (target(call) !== null && stringsIn(call.body["urns"]).length > 0 ? [{ fact: "around" }] : []),
  request: (call, { around }) => {
    const uuid = target(call);
    // Where numbers are hidden nobody may learn that one of them is taken; v2 refuses such an update anyway.
    if (uuid === null || around === undefined || around.anon) return call;
    if (around.owners.every((owner) => owner.uuid === uuid)) return call;
    return { refuse: faults({ urns: ["One of these URNs belongs to another contact."] }) };
  },
};

function target(call: Call): string | null {
  return call.method === "POST" ? (call.query["uuid"]?.[0] ?? null) : null;
}

export const guide: Guide = {
  change:
    "v1 refuses an update by `uuid` that names a URN of another contact; v2 moves the URN to the contact that is updated.",
  affects: "Whoever took that 400 for a sign that a number belongs to somebody else.",
  migrate: "Ask who has the URN first: `GET /contacts.json?urn=…`.",
  why: "Numbers change hands; taking one away from its old contact took two requests and left a gap between them.",
  severity: "silent",
};
