/** `contacts`: the people that an account talks to. */
import * as z from "zod";
import type { ContactRecord } from "../../../contracts/records.ts";
import { listing } from "../listing.ts";
import { cursorParameter, pageSchema } from "../page.ts";
import { rangeParameters } from "../range.ts";
import { EVERYONE, type Route } from "../route.ts";
import { ANONYMOUS } from "../writing/failures.ts";
import { contactBody } from "./body.ts";
import { planContactDelete, planContactWrite, planContacts } from "./plan.ts";
import { contact, wireContact } from "./wire.ts";

const target = (what: string) => ({
  uuid: z
    .string()
    .optional()
    .meta({ description: `The contact to ${what}. Not together with \`urn\`.` }),
  urn: z
    .string()
    .optional()
    .meta({ description: `The contact to ${what}. Not in an anonymous account.` }),
});

export const contactRoutes: readonly Route[] = [
  {
    method: "GET",
    endpoint: "contacts",
    summary: "Contacts, the last modified first",
    description: "Filters combine. Blocked and stopped contacts are listed too.",
    roles: EVERYONE,
    query: z.object({
      uuid: z.string().optional().meta({ description: "One contact." }),
      urn: z.string().optional().meta({ description: "The contact with this URN. Not in an anonymous account." }),
      group: z.string().optional().meta({ description: "Members of this group, by its UUID or exact name." }),
      deleted: z
        .string()
        .optional()
        .meta({ description: "`true` or `1`: only deleted contacts, instead of only others." }),
      ...rangeParameters("contacts modified at"),
      cursor: cursorParameter,
    }),
    answers: { 200: pageSchema(contact, "ContactPage") },
    work: listing({
      plan: planContacts,
      ask: (account, query) => account.contacts(query),
      vouches: true,
      // Whether it finds anybody would tell whose URN it is.
      show: ({ page, ...context }, query) =>
        context.account.anon && query.urn !== undefined
          ? ANONYMOUS
          : { page, wire: (record: ContactRecord) => wireContact(record, context) },
    }),
  },
  {
    method: "POST",
    endpoint: "contacts",
    summary: "Make a contact, or change one",
    description: "With a target only the keys given change. With a URN that nobody has, the contact is made with it.",
    roles: EVERYONE,
    query: z.object(target("change")),
    body: contactBody,
    answers: { 200: contact, 201: contact },
    work: { kind: "write", plan: planContactWrite },
  },
  {
    method: "DELETE",
    endpoint: "contacts",
    summary: "Delete a contact",
    description: "By `uuid` or by `urn`. Its URNs become free.",
    roles: EVERYONE,
    query: z.object(target("delete")),
    answers: { 204: null },
    work: { kind: "write", plan: planContactDelete },
  },
];
