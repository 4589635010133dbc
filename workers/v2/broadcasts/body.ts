/** What is asked of `POST broadcasts`. Pure. */
import * as z from "zod";
import type { BroadcastCommand, Recipients } from "../../../contracts/broadcasts.ts";
import { type Body, allPassed, readFields } from "../body.ts";
import { NOBODY, RECIPIENT_NAMES, hasRecipients, recipientFields, recipientsOf } from "../recipients/recipients.ts";
import type { Plan } from "../route.ts";
import { BLANK, atMost, referenceText, text, tooLong } from "../text.ts";

/** Characters of what is sent, as the contract has it: four short messages' worth. */
const TEXT_LIMIT = 640;

export const sentText = text()
  .trim()
  .refine((it) => it !== "", BLANK)
  .refine(atMost(TEXT_LIMIT), tooLong(TEXT_LIMIT))
  .meta({ minLength: 1, maxLength: TEXT_LIMIT });

export const broadcastBody = z
  .object({
    text: sentText,
    ...recipientFields,
    channel: referenceText.exactOptional().meta({
      description: "The UUID of the channel to send through; left out: for each contact the one that serves its URN.",
    }),
  })
  .meta({ id: "BroadcastWrite", description: "At least one of `urns`, `contacts` and `groups`." });

export function planBroadcast(_query: unknown, sent: Body): Plan {
  const read = readFields(broadcastBody, sent);
  const names = RECIPIENT_NAMES;
  const { passed, errors } = read;
  if (!allPassed(read)) return { kind: "invalid", errors, probe: command("-", passed, passed.channel), names };
  if (!hasRecipients(passed)) return { kind: "invalid", errors: { non_field_errors: [NOBODY] }, probe: null, names };
  return { kind: "command", command: command(read.passed.text, passed, passed.channel), names };
}

function command(content: string, to: Recipients, channel: string | undefined): BroadcastCommand {
  return {
    do: "broadcast.create",
    text: content,
    to: recipientsOf(to),
    ...(channel === undefined ? {} : { channel }),
  };
}
