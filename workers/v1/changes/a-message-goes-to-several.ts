import { BATCH_LIMIT } from "../batch.ts";
import type { Call, Change, Guide, Preparation } from "../change.ts";
import { faults, renamed, SEVERAL } from "../refusals.ts";
import { stringsIn } from "../shapes.ts";

const PATH = "/messages.json";

/**
 * Whose the URNs are is asked first: nobody's makes a contact, and two names of one contact make one message. All of it is
 * one transaction.
 */
export const aMessageGoesToSeveral: Change = {
  needs: (call) => (stringsIn(call.body["urns"]).length > 0 ? [{ fact: "around" }] : []),
  request: (call, { around }) => {
    const { urns: _, contacts: __, ...body } = call.body;
    // Where URNs are hidden nobody learns whether one is somebody's: v2 refuses it either way.
    const hidden = around?.anon === true;
    const owners = new Map(hidden ? [] : around?.owners.flatMap(({ uuid, urns }) => urns.map((urn) => [urn, uuid])));
    const free = hidden ? [] : [...new Set(stringsIn(call.body["urns"]))].filter((urn) => !owners.has(urn));
    const sends = targetsOf(call, owners).map(({ contact, named }) => ({
      method: "POST" as const,
      path: PATH,
      body: { ...body, contact },
      blames: { contact: named },
    }));
    const steps = [...free.map(creation), ...sends];
    const last = steps.at(-1);
    if (last === undefined || steps.length > BATCH_LIMIT) {
      return {
        refuse: faults({ [SEVERAL]: [`Send to fewer at once: ${BATCH_LIMIT}, each new contact counted twice.`] }),
      };
    }
    return { ...call, path: PATH, body: last.body, before: steps.slice(0, -1), gathers: true };
  },
  problem: (answer, call) => renamed(answer, "contact", stringsIn(call.body["urns"]).length > 0 ? "urns" : "contacts"),
  response: (answer) => {
    const sent = Array.isArray(answer["answers"]) ? answer["answers"] : [answer];
    // Contacts that were made on the way have no number.
    const ids = sent.map((one: { readonly id?: unknown }) => one.id).filter((id) => typeof id === "number");
    return { messages: ids, sms: ids };
  },
};

interface Target {
  readonly contact: string;
  readonly named: "contacts" | "urns";
}

/** Each contact once, those named by UUID first. */
function targetsOf({ body }: Call, owners: ReadonlyMap<string, string>): readonly Target[] {
  const named: readonly Target[] = [
    ...stringsIn(body["contacts"]).map((contact) => ({ contact, named: "contacts" as const })),
    ...stringsIn(body["urns"]).map((urn) => ({ contact: owners.get(urn) ?? urn, named: "urns" as const })),
  ];
  const seen = new Set<string>();
  return named.filter(({ contact }) => !seen.has(contact) && seen.add(contact));
}

function creation(urn: string): Preparation {
  return { method: "POST", path: "/contacts.json", body: { urns: [urn] }, blames: "urns" };
}

export const guide: Guide = {
  change:
    "v1 sends to several recipients with one request, makes a contact for a URN that nobody has, and answers with the numbers in `messages` and `sms`; v2 sends one message to one contact that exists, and answers with the message.",
  affects: "Everybody who sends through `messages`.",
  migrate:
    "Send a broadcast: it takes many recipients, makes contacts for new URNs, and its messages are listed by `broadcast=`. To know the message at once, make the contact first and send to it alone.",
  why: "A message can be waited for; the messages of a whole group cannot.",
  severity: "loud",
};
