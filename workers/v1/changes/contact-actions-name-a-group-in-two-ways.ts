import type { Change, Guide } from "../change.ts";
import { type Faults, faults, renamed, SEVERAL } from "../refusals.ts";
import { faultsIn, oneOf, type Shape, stringsIn, text, uuid, uuids } from "../shapes.ts";

const SHAPE: Shape = {
  required: ["contacts", "action"],
  checks: {
    contacts: uuids(100),
    action: oneOf(["add", "remove", "block", "unblock", "expire", "archive", "delete"]),
    group: text({ max: 64 }),
    group_uuid: uuid,
  },
};

export const contactActionsNameAGroupInTwoWays: Change = {
  request: (call) => {
    const found: Faults = faultsIn(call.body, SHAPE);
    if (Object.keys(found).length > 0) return { refuse: faults(found) };
    const { contacts, action, group, group_uuid: groupUuid } = call.body;
    if (group !== undefined && groupUuid !== undefined) {
      return { refuse: faults({ [SEVERAL]: ["Give either group or group_uuid, not both."] }) };
    }
    const named = groupUuid ?? group;
    const listed = stringsIn(contacts).map((contact) => contact.toLowerCase());
    return { ...call, body: { contacts: listed, action, ...(named === undefined ? {} : { group: named }) } };
  },
  problem: (answer, call) => (call.body["group_uuid"] === undefined ? answer : renamed(answer, "group", "group_uuid")),
};

export const guide: Guide = {
  change:
    "v1's `contact_actions` takes one contact as a string, and a group by name in `group` or by UUID in `group_uuid`; v2 takes a list of contacts, by UUID or URN, and either form of a group in `group`.",
  affects: "Clients that act on contacts.",
  migrate: "Send a list in `contacts`, and the UUID of the group in `group`.",
  why: "One attribute for one thing.",
  severity: "loud",
};
