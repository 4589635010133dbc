import type { Call, Change, Guide } from "../change.ts";
import { faults, SEVERAL } from "../refusals.ts";
import { stringsIn } from "../shapes.ts";

/**
 * One URN is v2's `?urn=`, which updates its owner or creates one, in a single write that no other request can come
 * between. Where v2 refuses to look there (a bad URN; an account that hides them), and for several URNs, the write
 * is about the owner that was found before.
 */
export const aKnownUrnUpdatesItsContact: Change = {
  needs: (call) => (newUrns(call).length > 0 ? [{ fact: "around" }] : []),
  request: (call, { around }) => {
    const given = newUrns(call);
    if (given.length === 0 || around === undefined) return call;
    const { urns: _, name, ...rest } = call.body;
    // A missing name is not applied to a contact that is found by URN.
    const body = typeof name === "string" ? { ...rest, name } : rest;
    if (given.length === 1 && around.valid && !around.anon) return { ...call, query: { urn: given }, body };
    const [owner, another] = around.owners;
    if (owner === undefined) return { ...call, body: { ...body, urns: given } };
    if (another !== undefined) {
      return { refuse: faults({ [SEVERAL]: ["These URNs belong to several contacts."] }) };
    }
    const urns = [...new Set([...owner.urns, ...given])];
    // An account may forbid to write even the same again.
    const grows = urns.length > owner.urns.length;
    return { ...call, query: { uuid: [owner.uuid] }, body: grows ? { ...body, urns } : body };
  },
};

/** The URNs of a contact that is written without naming it. */
function newUrns({ method, query, body }: Call): readonly string[] {
  return method === "POST" && query["uuid"] === undefined ? stringsIn(body["urns"]) : [];
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
