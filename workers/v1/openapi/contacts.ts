import * as z from "zod";
import type { DescribedOperation } from "./operation.ts";
import { between, flag, instant, page, pageOf, repeated, split, uuid } from "./parts.ts";

const contact = z
  .object({
    uuid,
    name: z.string().nullable(),
    language: z.string().nullable(),
    group_uuids: z.array(uuid),
    urns: z.array(z.string()).meta({ description: "By priority." }),
    fields: z.record(z.string(), z.string().nullable()).meta({ description: "Every field of the account, by key." }),
    blocked: z.boolean().nullable().meta({ description: "Null when the contact is deleted." }),
    failed: z.boolean().nullable().meta({ description: "It asked not to be written to. Null when it is deleted." }),
    modified_on: instant,
    phone: z.string().nullable().meta({ deprecated: true, description: "Of the first URN of the scheme `tel`." }),
    groups: z.array(z.string()).meta({ deprecated: true, description: "Names." }),
  })
  .meta({ id: "Contact" });

const stringOrList = (description: string) => z.union([z.array(z.string()), z.string()]).meta({ description });

const body = z.object({
  uuid: z.string().optional().meta({ description: "Of the contact to update; without one it is created." }),
  name: z.string().max(64).nullish().meta({ description: "An update without it clears it." }),
  language: z.string().length(3).nullish(),
  urns: stringOrList("All of its URNs. A known one updates its contact.").optional(),
  group_uuids: stringOrList("All of its groups.").optional(),
  fields: z.record(z.string(), z.string()).optional().meta({ description: "By key or label." }),
  phone: z.string().max(16).optional().meta({ deprecated: true, description: "Instead of `urns`." }),
  groups: stringOrList("Names, instead of `group_uuids`. Unknown ones are created.").optional(),
});

export const contacts: readonly DescribedOperation[] = [
  {
    method: "GET",
    summary: "Contacts",
    query: z.object({
      uuid: repeated("UUIDs."),
      urns: repeated("URNs, exactly as they are stored."),
      group_uuids: repeated("In any of these groups."),
      group: repeated("In any of the groups with these names."),
      phone: split("Numbers, as they stand after `tel:`."),
      deleted: flag("Only deleted ones."),
      ...between("modified_on"),
      ...page,
    }),
    answers: { 200: pageOf("Contact", contact) },
    successor: "GET /contacts",
    migration: "Ask with one `uuid`, `urn` or `group` at a time, follow `next`, and read `groups` as references.",
  },
  {
    method: "POST",
    summary: "Create a contact, or update the one with the UUID or URN",
    query: z.object({}),
    body,
    answers: { 201: contact },
    successor: "POST /contacts",
    migration:
      "Name the contact to update by `?uuid=` or `?urn=`, write keys and UUIDs, and numbers with country code.",
  },
  {
    method: "DELETE",
    summary: "Delete every contact that the filters find",
    query: z.object({ uuid: repeated("UUIDs."), urns: repeated("URNs, exactly as they are stored.") }),
    answers: { 204: null },
    successor: "DELETE /contacts",
    migration: "Delete one contact by `?uuid=` or `?urn=`, or up to 100 with the action `delete` of contact_actions.",
  },
];
