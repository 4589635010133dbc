import type { Change, Guide, Wire } from "../change.ts";
import { faults, renamed, SEVERAL } from "../refusals.ts";
import { faultsIn, stringsIn, type Shape, text, texts, uuids } from "../shapes.ts";

const MOST = 100;

const SHAPE: Shape = {
  required: ["text"],
  checks: { text: text({ max: 480 }), urn: texts, phone: texts, contact: uuids(MOST) },
};

export const aSendNamesItsRecipientsThreeWays: Change = {
  request: (call) => {
    const { urn, phone, contact, ...body } = call.body;
    const found = faultsIn(call.body, SHAPE);
    if (Object.keys(found).length > 0) return { refuse: faults(found) };
    if (urn !== undefined && phone !== undefined) {
      return { refuse: faults({ [SEVERAL]: ["Give either urn or phone, not both."] }) };
    }
    const urns = [...stringsIn(urn), ...stringsIn(phone).map((number) => `tel:${number}`)];
    const contacts = stringsIn(contact);
    if (urns.length + contacts.length === 0) {
      return { refuse: faults({ [SEVERAL]: ["Say to whom: give urn, phone or contact."] }) };
    }
    return { ...call, body: { ...body, urns, contacts } };
  },
  problem: (answer, call) => renamed(renamed(answer, "urns", byNumber(call.body)), "contacts", "contact"),
};

function byNumber(body: Wire): string {
  return body["phone"] === undefined ? "urn" : "phone";
}

export const guide: Guide = {
  change:
    "v1 sends a message to what `urn`, `phone` and `contact` name, each a string or a list; v2 sends to one `contact`, by UUID or by a URN that a contact has.",
  affects: "Everybody who sends through `messages`.",
  migrate: "Send one request for each contact, or one broadcast for many.",
  why: "One request makes one message, which is its answer.",
  severity: "loud",
};
