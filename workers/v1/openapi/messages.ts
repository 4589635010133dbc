import * as z from "zod";
import { MESSAGE_LETTERS } from "../changes/message-states-are-letters.ts";
import type { DescribedOperation } from "./operation.ts";
import { between, flag, instant, page, pageOf, repeated, single, split, uuid } from "./parts.ts";

const message = z
  .object({
    id: z.int(),
    broadcast: z.int().nullable(),
    contact: uuid,
    urn: z.string().nullable().meta({ description: "Always null in an anonymous account." }),
    status: z.enum(MESSAGE_LETTERS.status).meta({
      description: "Initializing, queued, wired, sent, delivered, handled, errored, failed, resent.",
    }),
    type: z.enum(MESSAGE_LETTERS.type).nullable().meta({ description: "Inbox, flow, IVR (V)." }),
    labels: z.array(z.string()).meta({ description: "Names." }),
    relayer: z.int().nullable().meta({ description: "The integer twin of its channel." }),
    direction: z.enum(MESSAGE_LETTERS.direction).meta({ description: "In, out." }),
    archived: z.boolean(),
    text: z.string(),
    created_on: instant,
    sent_on: instant.nullable(),
    delivered_on: z.null(),
  })
  .meta({ id: "Message" });

const sent = z
  .object({
    messages: z.array(z.int()).meta({ description: "Numbers of the messages." }),
    sms: z.array(z.int()).meta({ deprecated: true, description: "The same." }),
  })
  .meta({ id: "Sent" });

const stringOrList = (description: string) =>
  z
    .union([z.array(z.string()), z.string()])
    .optional()
    .meta({ description });

const body = z.object({
  text: z.string().min(1).max(480),
  urn: stringOrList("URNs. One that nobody has makes a contact."),
  phone: stringOrList("Numbers, instead of `urn`."),
  contact: stringOrList("UUIDs."),
  channel: z.int().nullish().meta({ description: "The integer of the channel to send through." }),
});

export const messages: readonly DescribedOperation[] = [
  {
    method: "GET",
    summary: "Messages",
    description: "Those that are not deleted, the newest first. Different filters must all hold.",
    query: z.object({
      id: split("Numbers."),
      sms: split("Numbers: the older name of `id`.").meta({ deprecated: true }),
      status: split("Letters."),
      direction: split("Letters."),
      type: split("Letters."),
      contact: split("UUIDs of contacts."),
      group_uuids: split("Whose contact is in any of these groups."),
      group: repeated("Whose contact is in any of the groups with these names.").meta({ deprecated: true }),
      broadcast: split("Numbers of broadcasts."),
      flow: split("Integers of flows."),
      channel: repeated("Integers of channels."),
      phone: split("Numbers, as they stand after `tel:`.").meta({ deprecated: true }),
      urn: repeated("URNs, exactly as they are stored."),
      urns: repeated("The same, as the official client names it."),
      label: repeated("Names: any of the plain ones, all of those with `+` before them, none of those with `-`."),
      text: single("Part of the text, in any case."),
      archived: flag("Only archived ones; false: only the others."),
      ...between("created_on"),
      ...page,
    }),
    answers: { 200: pageOf("Message", message) },
    successor: "GET /messages",
    migration:
      "Ask by one of `contact`, `folder`, `label` and `broadcast`, test the rest in what comes, and read words and references.",
  },
  {
    method: "POST",
    summary: "Send a message to one or several contacts",
    description:
      "`urn` or `phone`, `contact`, or one of them and `contact`. To all of them or to none, each contact once; at most 101, a new contact counted twice.",
    query: z.object({}),
    body,
    answers: { 201: sent },
    successor: "POST /messages",
    migration: "Send to one `contact` with each request, or to many with a broadcast.",
  },
];
