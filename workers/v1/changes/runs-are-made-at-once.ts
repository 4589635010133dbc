import type { StartRuns } from "../../../contracts/counted_flows.ts";
import { isObject } from "../../../http/object.ts";
import type { Change, Guide } from "../change.ts";
import { renamed, SEVERAL } from "../refusals.ts";
import { stringsIn } from "../shapes.ts";

/** The body has been checked by the changes before. */
export const runsAreMadeAtOnce: Change = {
  request: (call) => {
    if (call.method !== "POST") return call;
    const { flow_uuid: flow, contacts, phones, groups, restart_participants: restart, extra } = call.body;
    const args: StartRuns = {
      flow: typeof flow === "number" ? flow : String(flow).toLowerCase(),
      contacts: stringsIn(contacts).map((uuid) => uuid.toLowerCase()),
      phones: stringsIn(phones),
      groups: stringsIn(groups).map((uuid) => uuid.toLowerCase()),
      restartParticipants: restart === true,
      extra: isObject(extra) ? normalExtra(extra) : null,
    };
    return { ...call, act: { act: "runs.start", args, shows: { kind: "runs", as: "list" } } };
  },
  problem: (answer) => {
    const about = ["account", "recipients", "started"];
    return about.reduce((turned, field) => renamed(turned, field, SEVERAL), renamed(answer, "flow", "flow_uuid"));
  },
};

/** Characters of a text, characters of a key, and values of a start: as in v2, what does not fit is cut. */
const TEXT = 640;
const KEY = 255;
const VALUES = 256;

function normalExtra(extra: Readonly<Record<string, unknown>>): string | null {
  const fitting = Object.entries(extra)
    .slice(0, VALUES)
    .map(([key, value]) => [key.replace(/\W/g, "_").slice(0, KEY), Array.from(String(value)).slice(0, TEXT).join("")]);
  return fitting.length === 0 ? null : JSON.stringify(Object.fromEntries(fitting));
}

export const guide: Guide = {
  change:
    "v1 makes the runs while the client waits, answers them as a list, and refuses with 400 when nobody was started; v2's `flow_starts` answers at once with the start, and its runs appear afterwards.",
  affects:
    "Clients that start runs and use what comes back. v1 starts at most 250 contacts at once here, members of groups included, and refuses more with 400; a surveyor's key starts nobody, as in v2.",
  migrate:
    "Post to `flow_starts`, keep the `uuid`, and ask for it until its `status` is `complete`; then read the flow's runs and keep those whose `start` has that UUID.",
  why: "A group may have a hundred thousand members: nobody can wait for that many runs in one request.",
  severity: "loud",
};
