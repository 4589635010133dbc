import type { Change, Guide } from "../change.ts";
import { faults, faultsOf, SEVERAL } from "../refusals.ts";
import { stringsIn } from "../shapes.ts";

/**
 * One URN is v2's `?urn=`, which updates its owner or creates one, in a single write that no other
 * request can come between. v2 refuses that with a `detail` where it cannot look up the URN (a bad one; an account
 * that hides them); then, and for several URNs, the owners have to be known first: `around.ts` tells them.
 */
export const aKnownUrnUpdatesItsContact: Change = {
  needs: (call, facts, refusal) => {
    const urns = newUrns(call.method, call.query["uuid"], call.body["urns"]);
    const [owner, another] = facts.owners ?? [];
    if (owner !== undefined && another === undefined && urns.length > 1) return [{ fact: "urns", contact: owner }];
    const unanswerable = refusal?.status === 400 && faultsOf(refusal) === null;
    return urns.length > 1 || (urns.length === 1 && unanswerable) ? [{ fact: "owners", urns }] : [];
  },
  request: (call, facts) => {
    const given = newUrns(call.method, call.query["uuid"], call.body["urns"]);
    if (given.length === 0) return call;
    const { urns, name, ...rest } = call.body;
    // A missing name is not applied to a contact that is found by URN.
    const body = typeof name === "string" ? { ...rest, name } : rest;
    if (facts.owners === undefined) return { ...call, query: { urn: given }, body };
    const [owner, another] = facts.owners;
    if (owner === undefined) return { ...call, body: { ...body, urns } };
    if (another !== undefined) {
      return { refuse: faults({ [SEVERAL]: ["These URNs belong to several contacts."] }) };
    }
    const union = [...new Set([...(facts.urns ?? []), ...given])];
    const grows = union.length > (facts.urns ?? given).length;
    return { ...call, query: { uuid: [owner] }, body: grows ? { ...body, urns: union } : body };
  },
};

/** The URNs of a contact that is written without naming it. */
function newUrns(method: string, uuid: readonly string[] | undefined, urns: unknown): readonly string[] {
  return method === "POST" && uuid === undefined ? stringsIn(urns) : [];
}

export const guide: Guide = {
  change:
    "v1 updates the contact that has one of the URNs of a new one, and adds the other URNs to it; v2 refuses a URN that is taken with a 400 under `urns`.",
  affects: "Whoever creates contacts without looking first whether they exist.",
  migrate:
    "POST `/contacts.json?urn=tel:…` with the other attributes: v2 updates the owner of the URN, or creates a contact with it. `urns` must not be in that body.",
  why: "A creation that changes a contact which is already there is not what its sender asked for.",
  severity: "loud",
};
