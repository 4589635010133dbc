import type { Change, Guide } from "../change.ts";
import { split } from "../query.ts";
import { faults, renamed, SEVERAL } from "../refusals.ts";
import type { CountedContactQuery } from "../../../contracts/counted.ts";
import { stringsIn } from "../shapes.ts";

const TEL = "tel:";

export const aPhoneIsAUrn: Change<CountedContactQuery> = {
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

export const guide: Guide = {
  change:
    "v1's contact has a `phone` beside its `urns`, to write, to read and to filter by; in v2 a number is a URN of the scheme `tel`.",
  affects: "Clients from before URNs, which write or read `phone`.",
  migrate:
    'Write `"urns": ["tel:+250788123123"]`, read the first URN that begins with `tel:`, and filter with `?urn=tel:…`, one at a time. v2 ignores `phone`, in bodies and in queries: a filter that is ignored finds every contact.',
  why: "A contact can have several addresses of several kinds; a single number cannot say so.",
  severity: "silent",
};
