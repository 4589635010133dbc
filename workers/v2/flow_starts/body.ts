/** What is asked of `POST flow_starts`. Pure. */
import * as z from "zod";
import type { Recipients } from "../../../contracts/broadcasts.ts";
import type { FlowCommand } from "../../../contracts/flows.ts";
import { type Body, allPassed, readFields } from "../body.ts";
import { NOBODY, RECIPIENT_NAMES, hasRecipients, recipientFields, recipientsOf } from "../recipients/recipients.ts";
import type { Plan } from "../route.ts";
import { LIST_LIMIT, referenceText } from "../text.ts";
import { type Extra, normalExtra } from "./extra.ts";

/** Clients write Python's booleans as 1 and 0 (contract 0.4). */
const flag = z
  .union([z.boolean(), z.literal([0, 1]), z.enum(["true", "false", "1", "0"])], {
    error: ({ input }) => (input === null ? undefined : "This is true or false, or 1 or 0."),
  })
  .transform((it) => it === true || it === 1 || it === "true" || it === "1");

const extra = z
  .record(z.string(), z.unknown())
  .refine((it) => Object.keys(it).length <= LIST_LIMIT, `Ensure this field has no more than ${LIST_LIMIT} elements.`)
  .nullable()
  .exactOptional()
  .meta({ maxProperties: LIST_LIMIT });

export const startBody = z
  .object({
    flow: referenceText.meta({ description: "The UUID of a flow that is not archived." }),
    ...recipientFields,
    restart_participants: flag
      .exactOptional()
      .meta({ description: "False: contacts that have been in the flow are left out. True unless given." }),
    exclude_active: flag
      .exactOptional()
      .meta({ description: "True: contacts that are in a flow now are left out. False unless given." }),
    extra: extra.meta({
      description:
        "Values for the runs. Texts are cut at 640 characters, there are at most 256 values, other characters in keys than letters, digits and underscores become underscores, and lists become objects.",
    }),
    params: extra.meta({ description: "The same as `extra`." }),
  })
  .meta({ id: "FlowStartWrite", description: "At least one of `urns`, `contacts` and `groups`." });

export function planStart(_query: unknown, sent: Body): Plan {
  const read = readFields(startBody, sent);
  const names = RECIPIENT_NAMES;
  const { passed, errors } = read;
  if (!allPassed(read)) {
    const probe = passed.flow === undefined ? null : command(passed.flow, passed, null);
    return { kind: "invalid", errors, probe, names };
  }
  if (!hasRecipients(passed)) return { kind: "invalid", errors: { non_field_errors: [NOBODY] }, probe: null, names };
  const given = passed.extra ?? passed.params ?? {};
  const made = command(
    read.passed.flow,
    passed,
    normalExtra(given),
    passed.restart_participants,
    passed.exclude_active,
  );
  return { kind: "command", command: made, names };
}

function command(
  flow: string,
  to: Recipients,
  normal: Extra | null,
  restartParticipants = true,
  excludeActive = false,
): FlowCommand {
  return {
    do: "start.create",
    flow,
    to: recipientsOf(to),
    restartParticipants,
    excludeActive,
    extra: normal && JSON.stringify(normal),
  };
}
