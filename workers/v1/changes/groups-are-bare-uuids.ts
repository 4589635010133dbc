import type { Change, Guide } from "../change.ts";
import { repeated } from "../query.ts";
import { faults, renamed } from "../refusals.ts";
import type { CountedContactQuery } from "../../../contracts/counted.ts";
import { stringsIn } from "../shapes.ts";
import { refsIn } from "./groups-are-named.ts";

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export const groupsAreBareUuids: Change<CountedContactQuery> = {
  select: (query, selection) => {
    const group = repeated(query, "group_uuids");
    return group === undefined ? selection : { ...selection, group };
  },
  request: (call) => {
    const { group_uuids: uuids, ...body } = call.body;
    if (uuids === undefined) return call;
    // v2 would take a name for a name; here it is a UUID that nothing has.
    const bad = stringsIn(uuids).find((uuid) => !UUID.test(uuid));
    if (bad !== undefined) return { refuse: faults({ group_uuids: [`There is no group with the UUID ${bad}.`] }) };
    return { ...call, body: { ...body, groups: uuids } };
  },
  response: (contact) => ({ ...contact, group_uuids: refsIn(contact["groups"]).map(({ uuid }) => uuid) }),
  problem: (answer, call) =>
    call.body["group_uuids"] === undefined ? answer : renamed(answer, "groups", "group_uuids"),
};

export const guide: Guide = {
  change:
    "v1's contact has the UUIDs of its groups in `group_uuids`, and takes that name as a filter; v2 has references `{uuid, name}` in `groups`, and takes UUIDs or names there.",
  affects: "Everybody who reads or writes the groups of a contact, or filters contacts by group.",
  migrate:
    'Read `groups[].uuid`, write `"groups": ["…"]`, filter with one `?group=`. v2 ignores `group_uuids`: a write then changes no group, a filter finds every contact.',
  why: "With the name beside the UUID nobody has to ask again what it stands for.",
  severity: "silent",
};
