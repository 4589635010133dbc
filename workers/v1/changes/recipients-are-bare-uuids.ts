import type { Change, Guide } from "../change.ts";
import { faults } from "../refusals.ts";
import { faultsIn, listOf, type Shape, text, texts, uuids } from "../shapes.ts";
import { refsIn } from "./groups-are-named.ts";

/** What v2 takes in a list. */
const MOST = 100;

/** As long as v2's: those who still send 480 characters lose nothing by it. */
const SHAPE: Shape = {
  required: ["text"],
  checks: { text: text({ max: 640 }), urns: texts, contacts: uuids(MOST), groups: uuids(MOST) },
};

const LISTS = ["urns", "contacts", "groups"];

export const recipientsAreBareUuids: Change = {
  request: (call) => {
    if (call.method !== "POST") return call;
    const found = faultsIn(call.body, SHAPE);
    if (Object.keys(found).length > 0) return { refuse: faults(found) };
    const lists = LISTS.flatMap((name) => (call.body[name] === undefined ? [] : [[name, listOf(call.body[name])]]));
    return { ...call, body: { ...call.body, ...Object.fromEntries(lists) } };
  },
  response: (broadcast) => ({
    ...broadcast,
    contacts: refsIn(broadcast["contacts"]).map(({ uuid }) => uuid),
    groups: refsIn(broadcast["groups"]).map(({ uuid }) => uuid),
  }),
};

export const guide: Guide = {
  change:
    "v1 shows the contacts and groups of a broadcast as UUIDs, takes nothing else, and takes one string where a list of one is meant; v2 shows references `{uuid, name}`, takes URNs of contacts and names of groups too, and takes lists only.",
  affects: "Everybody who sends or reads broadcasts.",
  migrate: "Send lists, and read `contacts[].uuid` and `groups[].uuid`.",
  why: "With the name beside the UUID nobody has to ask again whom a broadcast was for.",
  severity: "mechanical",
};
