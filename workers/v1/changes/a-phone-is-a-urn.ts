import type { Change } from "../change.ts";
import { split } from "../query.ts";
import { faults, renamed, SEVERAL } from "../refusals.ts";
import type { CountedContactQuery } from "../../../contracts/counted.ts";
import { stringsIn } from "../shapes.ts";

const TEL = "tel:";

export const aPhoneIsAUrn: Change<CountedContactQuery> = {
  description: "v1's contact has a `phone` beside its `urns`; in v2 it is a URN of the scheme `tel`.",
  select: (query, selection) => {
    const phone = split(query, "phone");
    return phone === undefined ? selection : { ...selection, phone };
  },
  request: (call) => {
    const { phone, ...body } = call.body;
    if (typeof phone !== "string") return call;
    if (body["urns"] !== undefined) {
      return { refuse: faults({ [SEVERAL]: ["Give either urns or phone, not both."] }) };
    }
    return { ...call, body: { ...body, urns: [`${TEL}${phone}`] } };
  },
  response: (contact) => ({
    ...contact,
    phone:
      stringsIn(contact["urns"])
        .find((urn) => urn.startsWith(TEL))
        ?.slice(TEL.length) ?? null,
  }),
  problem: (answer, call) => (call.body["phone"] === undefined ? answer : renamed(answer, "urns", "phone")),
};
