import type { Answer, Change, Guide, Query } from "../change.ts";

/**
 * One UUID is v2's own delete. Anything else is looked up first and deleted in one transaction: all that
 * were found then, or, when one of them goes in between, none.
 * @param by filters of which there must be one: without any a delete would take everything
 * @param unnamed the answer to a delete that has none of them
 */
export function aDeleteTakesEveryMatch(by: readonly string[], unnamed: Answer): Change {
  const filtered = (query: Query): boolean => by.some((name) => query[name] !== undefined);
  return {
    needs: (call) =>
      call.method === "DELETE" && filtered(call.query) && !one(call.query) ? [{ fact: "selected" }] : [],
    request: (call, facts) => {
      if (call.method !== "DELETE") return call;
      if (!filtered(call.query)) return { refuse: unnamed };
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
}

function one(query: Query): boolean {
  return query["uuid"]?.length === 1 && Object.keys(query).length === 1;
}

export const guide: Guide = {
  change:
    "v1 deletes everything that the filters of a DELETE find, in one call; v2 deletes the one object that `?uuid=` or `?urn=` names.",
  affects:
    "Whoever deletes contacts or events by several values, or by filters that find more than one of them. A DELETE that names none is refused in v1 too.",
  migrate:
    "Send one DELETE for each object; up to 100 contacts go at once with the action `delete` of `contact_actions`. Of repeated values v2 takes the last; `urns`, `event` and `campaign_uuid` it does not know.",
  why: "A typing error in a filter deleted more than was meant, and no answer said how much.",
  severity: "silent",
};
