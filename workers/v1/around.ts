/**
 * All that the changes of a contact may have to know, learnt at once: one after the other these facts would be up to five
 * calls, because some are about what others tell.
 */
import { isObject } from "../../http/object.ts";
import type { Facts, Wire } from "./change.ts";
import { stringsIn } from "./shapes.ts";
import type { Upstream } from "./upstream.ts";

/** v2 takes as many in one call. What names more is refused by v2, and is learnt one by one until then. */
const MOST_URNS = 100;

/** Null where the body touches nothing that would have to be known. `body` is the client's, and well-formed. */
export async function learnAround(body: Wire, upstream: Upstream): Promise<Facts | null> {
  const sent = urnsOf(body);
  const groups = stringsIn(body["groups"]);
  const fields = isObject(body["fields"]) ? Object.keys(body["fields"]) : [];
  if (sent.length + groups.length + fields.length === 0 || sent.length > MOST_URNS) return null;
  const told = await upstream.around(sent, groups);
  const completed = stringsIn(told["urns"]);
  const owners = objectsIn(told["owners"]);
  const [owner, another] = owners;
  const anon = told["anon"] === true;
  // One good URN of a contact that is not named is left to v2, which finds its owner and writes in one step. Not where
  // URNs are hidden: v2 refuses to look there.
  const known = sent.length !== 1 || body["uuid"] !== undefined || anon || told["valid"] !== true;
  return {
    org: { anon },
    completed: Object.fromEntries(sent.map((urn, at) => [urn, completed[at] ?? urn])),
    fields: objectsIn(told["fields"]).map(({ key, label }) => ({ key: String(key), label: String(label) })),
    groups: stringsIn(told["groups"]).map((name) => ({ name })),
    ...(known ? { owners: owners.map(({ uuid }) => String(uuid)) } : {}),
    ...(known && owner !== undefined && another === undefined ? { urns: stringsIn(owner["urns"]) } : {}),
  };
}

function urnsOf({ urns, phone }: Wire): readonly string[] {
  return typeof phone === "string" ? [`tel:${phone}`] : stringsIn(urns);
}

function objectsIn(value: unknown): readonly Wire[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
