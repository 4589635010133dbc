/** `POST messages`: one message to one contact, sent before the answer. */
import * as z from "zod";
import type { BroadcastCommand } from "../../../contracts/broadcasts.ts";
import { type Body, allPassed, readFields } from "../body.ts";
import { sentText } from "../broadcasts/body.ts";
import { contactReference } from "../recipients/recipients.ts";
import { EDITORS, type Plan, type Route } from "../route.ts";
import { LIST_LIMIT, atMost, referenceText, text, tooLong } from "../text.ts";
import { message } from "./wire.ts";

/** Characters; what the channels that have buttons show on one. */
const REPLY_LIMIT = 64;
const URL_LIMIT = 2_048;

/** `image/jpeg:https://…`, as messages show it under `media`, or its two halves. */
const ATTACHMENT = /^([a-z]+(?:\/[\w.+-]+)?):(.+)$/s;

const attachment = z
  .union([
    text()
      .refine((it) => ATTACHMENT.test(it), "An attachment is a media type, a colon and a URL.")
      .refine(atMost(URL_LIMIT), tooLong(URL_LIMIT)),
    z.object({ content_type: text(), url: text().refine(atMost(URL_LIMIT), tooLong(URL_LIMIT)) }),
  ])
  .transform((given) => {
    if (typeof given !== "string") return { contentType: given.content_type, url: given.url };
    const [, contentType = "", url = ""] = ATTACHMENT.exec(given) ?? [];
    return { contentType, url };
  });

const replyText = text().refine(atMost(REPLY_LIMIT), tooLong(REPLY_LIMIT));

const quickReply = z
  .union([replyText, z.object({ text: replyText, extra: replyText.nullable().exactOptional() })])
  .transform((given) =>
    typeof given === "string" ? { text: given, extra: null } : { text: given.text, extra: given.extra ?? null },
  );

const body = z
  .object({
    contact: contactReference.meta({ description: "By its UUID, or by a URN that a contact has." }),
    text: sentText,
    channel: referenceText.exactOptional().meta({
      description: "The UUID of the channel to send through; left out: the one that serves the contact's URN.",
    }),
    attachments: z
      .array(attachment)
      .max(LIST_LIMIT)
      .exactOptional()
      .meta({ description: "Each as `type:url`, or as an object of both." }),
    quick_replies: z
      .array(quickReply)
      .max(LIST_LIMIT)
      .exactOptional()
      .meta({ description: "Each as its text, or with what the channel shows beside it." }),
  })
  .meta({ id: "MessageWrite" });

/** What the account says of the request as a whole. */
const NAMES = { account: "non_field_errors" };

export function planMessage(_query: unknown, sent: Body): Plan {
  const read = readFields(body, sent);
  const command = (contact: z.output<typeof contactReference>, content: string): BroadcastCommand => ({
    do: "message.send",
    contact,
    text: content,
    ...(read.passed.channel === undefined ? {} : { channel: read.passed.channel }),
    attachments: read.passed.attachments ?? [],
    quickReplies: read.passed.quick_replies ?? [],
  });
  if (allPassed(read)) {
    return { kind: "command", command: command(read.passed.contact, read.passed.text), names: NAMES };
  }
  const { contact } = read.passed;
  return {
    kind: "invalid",
    errors: read.errors,
    probe: contact === undefined ? null : command(contact, "-"),
    names: NAMES,
  };
}

export const messageSendRoutes: readonly Route[] = [
  {
    method: "POST",
    endpoint: "messages",
    summary: "Send a message to a contact",
    description: [
      "Through the channel that serves the first of the contact's URNs that any channel serves. There is no carrier",
      "behind a channel: a message handed to its channel is `sent`. Not to blocked and stopped contacts, and not in a",
      "suspended account.",
    ].join(" "),
    roles: EDITORS,
    query: z.object({}),
    body,
    answers: { 201: message },
    work: { kind: "write", plan: planMessage },
  },
];
