import type { Change, Guide } from "../change.ts";
import { faults, renamed } from "../refusals.ts";
import { isUuid, refIn } from "../refs.ts";

export const aCampaignNamesItsGroup: Change = {
  request: (call) => {
    const { group_uuid: uuid, ...body } = call.body;
    if (typeof uuid !== "string") return call;
    // v2 would take a name for a name; here it is a UUID that nothing has.
    if (!isUuid(uuid)) return { refuse: faults({ group_uuid: [`There is no group with the UUID ${uuid}.`] }) };
    return { ...call, body: { ...body, group: uuid } };
  },
  response: (campaign) => {
    const group = refIn(campaign["group"]);
    return { ...campaign, group_uuid: group?.uuid ?? null, group: group?.name ?? null };
  },
  problem: (answer, call) => (call.body["group"] === undefined ? renamed(answer, "group", "group_uuid") : answer),
};

export const guide: Guide = {
  change:
    "v1's campaign has its group's UUID in `group_uuid` and its name in `group`, and is written with either; v2 has a reference in `group` and takes UUID or name there.",
  affects: "Everybody who reads or writes campaigns.",
  migrate: "Read `group.uuid` and `group.name`; write `group`.",
  why: "A reference is the same everywhere in v2.",
  severity: "mechanical",
};
