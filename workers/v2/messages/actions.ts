/** `message_actions`: one thing done to several received messages, to all of them or to none. */
import * as z from "zod";
import type { MessageAct, MessageCommand, MessageTarget } from "../../../contracts/messages.ts";
import { type Body, allPassed, readFields } from "../body.ts";
import { EVERYONE, type Plan, type Route } from "../route.ts";
import { LIST_LIMIT, objectName, referenceText } from "../text.ts";

const MESSAGE = "A message is named by its id or its UUID.";

const target = z.union([z.int(), referenceText], {
  error: ({ input }) => (input === null ? undefined : MESSAGE),
});

const ACTIONS = ["label", "unlabel", "archive", "restore", "delete"] as const;

const body = z
  .object({
    messages: z.array(target).max(LIST_LIMIT).meta({ description: "Received messages, each by its id or its UUID." }),
    action: z.enum(ACTIONS),
    label: referenceText
      .exactOptional()
      .meta({ description: "A label by UUID or name, to put on or to take off. Or `label_name`." }),
    label_name: objectName
      .exactOptional()
      .meta({ description: "A label by name: made where there is none, when it is put on." }),
  })
  .meta({ id: "MessageAction" });

type Action = z.output<typeof body>;

/** The account's names of fields → the body's. */
const NAMES = { labelName: "label_name" };

export function planMessageAction(_query: unknown, sent: Body): Plan {
  const read = readFields(body, sent);
  const { messages = [], label } = read.passed;
  // Archiving asks for nothing but the messages, and labelling for the label too.
  const harmless: MessageAct = label === undefined ? { kind: "archive" } : { kind: "label", label };
  const probe = commandOf(messages, harmless);
  if (!allPassed(read)) return { kind: "invalid", errors: read.errors, probe, names: NAMES };
  const act = actOf(read.passed);
  if (typeof act === "string") return { kind: "invalid", errors: { non_field_errors: [act] }, probe, names: NAMES };
  return { kind: "command", command: commandOf(messages, act), names: NAMES };
}

/** Or a sentence about what is wrong between the fields. */
function actOf({ action: kind, label, label_name: labelName }: Action): MessageAct | string {
  if (kind !== "label" && kind !== "unlabel") {
    if (label === undefined && labelName === undefined) return { kind };
    return `The action ${kind} takes no label: leave out label and label_name.`;
  }
  if (label !== undefined && labelName !== undefined) return "Name the label by label or by label_name, not by both.";
  if (label !== undefined) return { kind, label };
  return labelName === undefined ? `The action ${kind} needs a label: give label or label_name.` : { kind, labelName };
}

function commandOf(messages: Action["messages"], act: MessageAct): MessageCommand {
  return { do: "message.act", messages: messages.map(targetOf), act };
}

/** Digits are an id, as some clients write numbers as strings. */
function targetOf(named: number | string): MessageTarget {
  if (typeof named === "number") return { id: named };
  return /^\d{1,15}$/.test(named) ? { id: Number(named) } : { uuid: named };
}

export const messageActionRoutes: readonly Route[] = [
  {
    method: "POST",
    endpoint: "message_actions",
    summary: "Label, archive, restore or delete up to 100 received messages",
    description: "All of them or none. A deleted message loses its text and its labels.",
    roles: EVERYONE,
    query: z.object({}),
    body,
    answers: { 204: null },
    work: { kind: "write", plan: planMessageAction },
  },
];
