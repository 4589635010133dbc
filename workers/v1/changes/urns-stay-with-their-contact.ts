import type { Call, Change, Guide } from "../change.ts";
import { faults } from "../refusals.ts";
import { stringsIn } from "../shapes.ts";

/**
 * The owners are read before the write, not with it: a URN that changes hands in between is moved.
 */
export const urnsStayWithTheirContact: Change = {
  needs: (call, facts) => {
    const uuid = target(call);
    const urns = stringsIn(call.body["urns"]);
    if (uuid === null || urns.length === 0) return [];
    // Where numbers are hidden nobody may learn that one of them is taken; v2 refuses such an update anyway.
    const taken = facts.owners?.some((owner) => owner !== uuid) === true;
    return taken ? [{ fact: "org" }] : [{ fact: "owners", urns }];
  },
  request: (call, facts) => {
    const uuid = target(call);
    const taken = facts.owners?.some((owner) => owner !== uuid) === true;
    if (uuid === null || !taken || facts.org?.anon === true) return call;
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
