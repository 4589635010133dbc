/** `contact_actions`: one thing done to several contacts, to all of them or to none. */
import * as z from "zod";
import type { ContactTarget } from "../../../contracts/account.ts";
import type { ContactAct, ContactActCommand } from "../../../contracts/contact_acts.ts";
import { type Body, allPassed, named, readFields } from "../body.ts";
import { EVERYONE, type Plan, type Route } from "../route.ts";
import { LIST_LIMIT, referenceText } from "../text.ts";
import { normalUrn } from "../urn/urn.ts";

/** A UUID has no colon, and no URN is without one. */
const target = referenceText.transform((given, context): ContactTarget => {
  if (!given.includes(":")) return { uuid: given };
  const urn = normalUrn(given);
  if (urn !== null) return { urn };
  context.addIssue({ code: "custom", message: `Not a valid URN: ${named(given)}` });
  return z.NEVER;
});

const ACTIONS = ["add", "remove", "block", "unblock", "interrupt", "archive", "archive_messages", "delete"] as const;

const body = z
  .object({
    contacts: z.array(target).max(LIST_LIMIT).meta({ description: "Each by its UUID or a URN." }),
    action: z
      .enum(ACTIONS)
      .meta({ description: "`archive` and `archive_messages` are the same: the messages received from the contacts." }),
    group: referenceText
      .exactOptional()
      .meta({ description: "A static group by UUID or name: for `add` and `remove`, and for nothing else." }),
  })
  .meta({ id: "ContactAction" });

type Action = z.output<typeof body>;

/** What is wrong with members of the list is said of the request as a whole (contract 1.3). */
const NAMES = { members: "non_field_errors" };

export function planContactAction(_query: unknown, sent: Body): Plan {
  const read = readFields(body, sent);
  const { contacts = [], group } = read.passed;
  // Unblocking asks for nothing but the contacts, and taking out of a group for the group too.
  const harmless: ContactAct = group === undefined ? { kind: "unblock" } : { kind: "remove", group };
  const probe = commandOf(contacts, harmless);
  if (!allPassed(read)) return { kind: "invalid", errors: read.errors, probe, names: NAMES };
  const act = actOf(read.passed);
  if (typeof act === "string") return { kind: "invalid", errors: { non_field_errors: [act] }, probe, names: NAMES };
  return { kind: "command", command: commandOf(contacts, act), names: NAMES };
}

/** Or a sentence about what is wrong between the fields. */
function actOf({ action, group }: Action): ContactAct | string {
  if (action === "add" || action === "remove") {
    return group === undefined ? `The action ${action} needs a group: give one.` : { kind: action, group };
  }
  if (group !== undefined) return `The action ${action} takes no group: leave it out.`;
  return { kind: action === "archive_messages" ? "archive" : action };
}

function commandOf(contacts: readonly ContactTarget[], act: ContactAct): ContactActCommand {
  return { do: "contact.act", contacts, act };
}

export const contactActionRoutes: readonly Route[] = [
  {
    method: "POST",
    endpoint: "contact_actions",
    summary: "Do one thing to up to 100 contacts",
    description: [
      "All of them or none. Blocking takes a contact out of its groups, and unblocking does not put it back.",
      "Interrupting ends the runs it is in.",
    ].join(" "),
    roles: EVERYONE,
    query: z.object({}),
    body,
    answers: { 204: null },
    work: { kind: "write", plan: planContactAction },
  },
];
