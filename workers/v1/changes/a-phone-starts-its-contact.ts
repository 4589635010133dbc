import type { CountedRunQuery } from "../../../contracts/counted_flows.ts";
import type { Change, Guide } from "../change.ts";
import { split } from "../query.ts";
import { renamed } from "../refusals.ts";
import { stringsIn } from "../shapes.ts";
import { digitsOf } from "../urns.ts";

/** Who starts the runs completes the numbers: it has the account's country at hand. */
export const aPhoneStartsItsContact: Change<CountedRunQuery> = {
  select: (query, selection) => {
    const phone = split(query, "phone");
    return phone === undefined ? selection : { ...selection, phone };
  },
  request: (call) => {
    const { phone, ...body } = call.body;
    return phone === undefined ? call : { ...call, body: { ...body, phones: stringsIn(phone).map(digitsOf) } };
  },
  problem: (answer) => renamed(answer, "phones", "phone"),
};

export const guide: Guide = {
  change:
    "v1 finds runs by `phone`, and starts whoever has a number, completed with the account's country; v2 finds runs by `contact`, and starts URNs with country code.",
  affects: "Clients that know people by their telephone numbers.",
  migrate: "Look the contact up with `contacts.json?urn=`, and use its UUID; or send `urns` to `flow_starts`.",
  why: "A number is one of several ways to reach a contact, and a short one means another person in another country.",
  severity: "loud",
};
