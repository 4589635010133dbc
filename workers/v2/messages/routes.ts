/** `messages`: what was received and sent. */
import * as z from "zod";
import type { MessageRecord } from "../../../contracts/messages.ts";
import { listing } from "../listing.ts";
import { cursorParameter, pageSchema } from "../page.ts";
import { rangeParameters } from "../range.ts";
import { EVERYONE, type Route } from "../route.ts";
import { planMessages } from "./plan.ts";
import { message, wireMessage } from "./wire.ts";

export const messageRoutes: readonly Route[] = [
  {
    method: "GET",
    endpoint: "messages",
    summary: "Messages, the newest first",
    description: [
      "At most one of `contact`, `folder`, `label` and `broadcast`. Deleted messages are left out.",
      "The folder `incoming` has every message received, deleted ones too, the last modified first: follow it to learn of every change.",
    ].join(" "),
    roles: EVERYONE,
    query: z.object({
      id: z.string().optional().meta({ description: "One message." }),
      uuid: z.string().optional().meta({ description: "One message." }),
      contact: z.string().optional().meta({ description: "Messages of this contact, by its UUID." }),
      folder: z.string().optional().meta({
        description:
          "One of `inbox`, `flows`, `archived`, `outbox`, `sent`, `failed` and `incoming`, in any case. Any other finds nothing.",
      }),
      label: z
        .string()
        .optional()
        .meta({ description: "Visible messages with this label, by its UUID or exact name." }),
      broadcast: z.string().optional().meta({ description: "Messages of the broadcast with this id." }),
      ...rangeParameters("messages made at", "; of the folder `incoming`, modified. Any other form finds nothing."),
      cursor: cursorParameter,
    }),
    answers: { 200: pageSchema(message, "MessagePage") },
    work: listing({
      plan: planMessages,
      ask: (account, query) => account.messages(query),
      vouches: true,
      show: ({ page, account }) => ({ page, wire: (record: MessageRecord) => wireMessage(record, account) }),
    }),
  },
];
