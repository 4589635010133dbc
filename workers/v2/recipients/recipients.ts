/** Whom a broadcast or a flow start is for: URNs, contacts and groups, at least one of them. */
import * as z from "zod";
import type { ContactTarget } from "../../../contracts/account.ts";
import type { Recipients } from "../../../contracts/broadcasts.ts";
import { named } from "../body.ts";
import { LIST_LIMIT, referenceText } from "../text.ts";
import { normalUrn, validUrn } from "../urn/urn.ts";

/** Strictly, because a contact may have to be made with it. */
const urn = referenceText
  .transform((given, context) => {
    const normal = validUrn(given);
    if (normal !== null) return normal;
    context.addIssue({
      code: "custom",
      message: `Not a valid URN, or a phone number without its country code: ${named(given)}`,
    });
    return z.NEVER;
  })
  .meta({ example: "tel:+250788123123" });

/** A UUID has no colon, and no URN is without one. */
export const contactReference = referenceText.transform((given, context): ContactTarget => {
  if (!given.includes(":")) return { uuid: given };
  const normal = normalUrn(given);
  if (normal !== null) return { urn: normal };
  context.addIssue({ code: "custom", message: `Not a valid URN: ${named(given)}` });
  return z.NEVER;
});

/** Fields of a body. */
export const recipientFields = {
  urns: z
    .array(urn)
    .max(LIST_LIMIT)
    .exactOptional()
    .meta({ description: "A URN that no contact has makes a contact." }),
  contacts: z
    .array(contactReference)
    .max(LIST_LIMIT)
    .exactOptional()
    .meta({ description: "Each by its UUID, or by a URN that a contact has." }),
  groups: z.array(referenceText).max(LIST_LIMIT).exactOptional().meta({ description: "Each by its UUID or name." }),
};

/** What the account calls differently: of the request as a whole, and of URNs where they would tell a contact. */
export const RECIPIENT_NAMES = { account: "non_field_errors", recipients: "urns" };

export function hasRecipients({ urns = [], contacts = [], groups = [] }: Recipients): boolean {
  return urns.length + contacts.length + groups.length > 0;
}

export const NOBODY = "Say for whom: give at least one of urns, contacts and groups.";

/** Only what was given. */
export function recipientsOf({ urns, contacts, groups }: Recipients): Recipients {
  return { ...(urns && { urns }), ...(contacts && { contacts }), ...(groups && { groups }) };
}
