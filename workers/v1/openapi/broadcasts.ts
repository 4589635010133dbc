import * as z from "zod";
import { BROADCAST_LETTERS } from "../changes/broadcast-states-are-letters.ts";
import type { DescribedOperation } from "./operation.ts";
import { between, instant, page, pageOf, split, uuid } from "./parts.ts";

const broadcast = z
  .object({
    id: z.int(),
    urns: z.array(z.string()).nullable().meta({ description: "Always null in an anonymous account." }),
    contacts: z.array(uuid),
    groups: z.array(uuid),
    text: z.string(),
    status: z.enum(BROADCAST_LETTERS).meta({ description: "Queued while its messages are made, sent, failed." }),
    created_on: instant,
  })
  .meta({ id: "Broadcast" });

const stringOrList = (description: string) =>
  z
    .union([z.array(z.string()).max(100), z.string()])
    .optional()
    .meta({ description });

const body = z.object({
  text: z.string().min(1).max(640),
  urns: stringOrList("URNs. One that nobody has makes a contact."),
  contacts: stringOrList("UUIDs."),
  groups: stringOrList("UUIDs."),
  channel: z.int().nullish().meta({ description: "The integer of the channel to send through." }),
});

export const broadcasts: readonly DescribedOperation[] = [
  {
    method: "GET",
    summary: "Broadcasts",
    query: z.object({ id: split("Numbers."), status: split("Letters."), ...between("created_on"), ...page }),
    answers: { 200: pageOf("Broadcast", broadcast) },
    successor: "GET /broadcasts",
    migration: "Ask for one `id`, follow `next`, and read `status` as a word and recipients as references.",
  },
  {
    method: "POST",
    summary: "Send a text to many contacts",
    description: "At least one of `urns`, `contacts` and `groups`. Its messages are made after the answer.",
    query: z.object({}),
    body,
    answers: { 201: broadcast },
    successor: "POST /broadcasts",
    migration: "Send lists, numbers with country code, and the channel's UUID.",
  },
];
