import type { Change, Guide } from "../change.ts";
import { detail } from "../refusals.ts";

const FILTERS = ["relayer", "phone", "country", "before", "after"];
const UNNAMED = detail(400, `Say which relayers to remove, by ${FILTERS.slice(0, -1).join(", ")} or after.`);

/**
 * What the filters find is looked up first and given up in one transaction. v1 took no filter for all, so that a
 * misspelt one disconnected an account; here, as with contacts, a delete has to say what it deletes.
 */
export const aRelayerDeleteTakesEveryMatch: Change = {
  needs: (call) => (call.method === "DELETE" && filtered(call.query) ? [{ fact: "selected" }] : []),
  request: (call, { selected }) => {
    if (call.method !== "DELETE") return call;
    if (!filtered(call.query)) return { refuse: UNNAMED };
    if (selected === undefined) return call;
    if (selected.length === 0) return { refuse: { status: 404, body: null } };
    return { ...call, act: { act: "channels.release", args: { channels: selected }, shows: null } };
  },
};

function filtered(query: Readonly<Record<string, readonly string[]>>): boolean {
  return FILTERS.some((name) => query[name] !== undefined);
}

export const guide: Guide = {
  change:
    "v1 removes every relayer that the filters of a DELETE find, here not without any filter, which was all of them; v2's channels are read only.",
  affects: "Whoever removes relayers. A DELETE without a filter is answered with 400 in v1 too.",
  migrate: "Have your operator remove the channel. Messages and calls go on to name it, and an import brings it back.",
  why: "Removing a channel stops an account from sending. That is no part of an API of messages.",
  severity: "loud",
};
