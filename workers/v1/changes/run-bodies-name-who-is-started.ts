import { STARTED_AT_ONCE } from "../../../contracts/counted_flows.ts";
import type { Change, Guide } from "../change.ts";
import { type Faults, faults, renamed, SEVERAL } from "../refusals.ts";
import {
  dictionary,
  faultsIn,
  flag,
  integer,
  isTrue,
  listOf,
  type Shape,
  stringsIn,
  texts,
  uuid,
  uuids,
} from "../shapes.ts";

const SHAPE: Shape = {
  checks: {
    flow_uuid: uuid,
    flow: integer,
    contacts: uuids(STARTED_AT_ONCE),
    contact: uuids(STARTED_AT_ONCE),
    groups: uuids(100),
    phone: texts,
    extra: dictionary,
    restart_participants: flag,
  },
};

export const runBodiesNameWhoIsStarted: Change = {
  request: (call) => {
    if (call.method !== "POST") return call;
    const found = faultsOf(call.body);
    if (Object.keys(found).length > 0) return { refuse: faults(found) };
    const { contact, contacts, groups, phone, restart_participants: restart, ...body } = call.body;
    const lists = { contacts: stringsIn(contacts ?? contact), groups: stringsIn(groups), phone: stringsIn(phone) };
    if (contacts !== undefined && (contact !== undefined || phone !== undefined)) {
      return { refuse: faults({ [SEVERAL]: ["Give either contacts, or contact and phone, not both."] }) };
    }
    if (Object.values(lists).every(({ length }) => length === 0)) {
      return { refuse: faults({ [SEVERAL]: ["Name somebody to start, in contacts or groups."] }) };
    }
    return { ...call, body: { ...body, ...lists, restart_participants: restart === undefined || isTrue(restart) } };
  },
  problem: (answer, call) => (call.body["contact"] === undefined ? answer : renamed(answer, "contacts", "contact")),
};

/** The flow may be named in two ways. */
function faultsOf(body: Readonly<Record<string, unknown>>): Faults {
  const required = body["flow"] === undefined && body["flow_uuid"] === undefined ? ["flow_uuid"] : [];
  const found = faultsIn(body, { ...SHAPE, required });
  const phones = listOf(body["phone"]) ?? [];
  return phones.length > 100 ? { ...found, phone: ["Ensure this field has no more than 100 elements."] } : found;
}

export const guide: Guide = {
  change:
    "v1 starts `contacts` and `groups` by UUID, a single one as a string or in a list, and knows older names for them, `contact` and `phone`; v2 takes lists in `contacts`, `groups` and `urns`.",
  affects: "Clients that start runs.",
  migrate:
    "Send lists, and numbers with country code as URNs: `tel:+250788123123`. Groups may be given by name, contacts by URN.",
  why: "One shape for one thing. The older names were deprecated in v1 already.",
  severity: "loud",
};
