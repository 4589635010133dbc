import type { Change } from "../change.ts";

/**
 * One UUID is v2's own delete. Anything else is looked up first and deleted in one transaction: all that
 * were found then, or, when one of them goes in between, none.
 */
export const aDeleteTakesEveryMatch: Change = {
  description:
    "v1 deletes every contact that the filters `uuid` and `urns` find, and refuses without either; v2 deletes one.",
  needs: (call) => (call.method === "DELETE" && filtered(call.query) && !one(call.query) ? [{ fact: "selected" }] : []),
  request: (call, facts) => {
    if (call.method !== "DELETE") return call;
    if (!filtered(call.query)) return { refuse: { status: 400, body: null } };
    if (facts.selected === undefined) return call;
    const [last, ...others] = facts.selected;
    if (last === undefined) return { refuse: { status: 404, body: null } };
    const before = others.map((uuid) => ({
      method: "DELETE" as const,
      path: `${call.path}?uuid=${uuid}`,
      body: {},
      blames: "uuid",
    }));
    return { ...call, query: { uuid: [last] }, before };
  },
};

type Sent = Readonly<Record<string, readonly string[]>>;

function filtered(query: Sent): boolean {
  return (query["uuid"] ?? query["urns"]) !== undefined;
}

function one(query: Sent): boolean {
  return query["uuid"]?.length === 1 && Object.keys(query).length === 1;
}
