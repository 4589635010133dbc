import type { CountedRunQuery } from "../../../contracts/counted_flows.ts";
import type { Change, Guide } from "../change.ts";
import { split } from "../query.ts";
import { faults } from "../refusals.ts";
import { stringsIn } from "../shapes.ts";
import { isNational, normalUrn } from "../urns.ts";

/** What a contact may be made of: v1 never asked whether the network has such a number. */
const INTERNATIONAL = /^tel:\+\d{7,15}$/;

export const aPhoneStartsItsContact: Change<CountedRunQuery> = {
  select: (query, selection) => {
    const phone = split(query, "phone");
    return phone === undefined ? selection : { ...selection, phone };
  },
  needs: (call) => {
    const urns = urnsIn(call.body["phone"]).filter(isNational);
    return urns.length === 0 ? [] : [{ fact: "completed", urns }];
  },
  request: (call, facts) => {
    const { phone, ...body } = call.body;
    if (phone === undefined) return call;
    const urns = urnsIn(phone).map((urn) => facts.completed?.[urn] ?? normalUrn(urn));
    const bad = urns.find((urn) => !INTERNATIONAL.test(urn));
    if (bad !== undefined)
      return { refuse: faults({ phone: [`Not a telephone number: ${bad.slice("tel:".length)}`] }) };
    return { ...call, body: { ...body, urns: [...new Set(urns)] } };
  },
};

function urnsIn(phone: unknown): readonly string[] {
  return stringsIn(phone).map((number) => `tel:${number}`);
}

export const guide: Guide = {
  change:
    "v1 finds runs by `phone`, and starts whoever has a number, completed with the account's country; v2 finds runs by `contact`, and starts URNs with country code.",
  affects: "Clients that know people by their telephone numbers.",
  migrate: "Look the contact up with `contacts.json?urn=`, and use its UUID; or send `urns` to `flow_starts`.",
  why: "A number is one of several ways to reach a contact, and a short one means another person in another country.",
  severity: "loud",
};
