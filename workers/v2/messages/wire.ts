/** A message on the wire: the attributes of the first clients, and those that only newer ones read. */
import * as z from "zod";
import type { MessageRecord, MessageStatus } from "../../../contracts/messages.ts";
import type { AccountRecord, Micros, Ref } from "../../../contracts/records.ts";
import { wireInstant } from "../wire/datetime.ts";
import { instant, reference, uuid } from "../wire/schemas.ts";

const attachment = z.object({
  content_type: z.string().meta({ example: "image/jpeg" }),
  url: z.string(),
});

const quickReply = z.object({ text: z.string(), extra: z.string().nullable() });

export const message = z
  .object({
    id: z.int(),
    uuid,
    broadcast: z.int().nullable().meta({ description: "The id of the broadcast that it is part of." }),
    contact: reference,
    urn: z.string().nullable().meta({ description: "Always null in an anonymous account." }),
    channel: reference.nullable(),
    flow: reference.nullable().meta({ description: "The flow that sent it." }),
    direction: z.enum(["in", "out"]),
    type: z.enum(["inbox", "flow", "ivr"]).nullable(),
    status: z.enum(["initializing", "queued", "wired", "sent", "delivered", "handled", "errored", "failed", "resent"]),
    archived: z.boolean(),
    visibility: z.enum(["visible", "archived", "deleted"]),
    text: z.string().meta({ description: "Empty once the message is deleted." }),
    labels: z.array(reference),
    media: z
      .string()
      .nullable()
      .meta({ description: "The first attachment, as `type:url`.", example: "image/jpeg:https://example.com/1.jpg" }),
    attachments: z.array(attachment),
    quick_replies: z.array(quickReply),
    created_on: instant,
    sent_on: instant.nullable(),
    modified_on: instant.nullable(),
  })
  .meta({ id: "Message" });

export type WireMessage = z.output<typeof message>;

export function wireMessage(record: MessageRecord, account: AccountRecord): WireMessage {
  const [first] = record.attachments;
  return {
    id: record.id,
    uuid: record.uuid,
    broadcast: record.broadcast,
    contact: wireRef(record.contact),
    urn: account.anon ? null : record.urn,
    channel: record.channel === null ? null : wireRef(record.channel),
    flow: record.flow === null ? null : wireRef(record.flow),
    direction: record.direction,
    type: record.type,
    status: wireStatus(record.status),
    archived: record.visibility === "archived",
    visibility: record.visibility,
    text: record.text,
    labels: record.labels.map(wireRef),
    media: first === undefined ? null : `${first.contentType}:${first.url}`,
    attachments: record.attachments.map(({ contentType, url }) => ({ content_type: contentType, url })),
    quick_replies: record.quickReplies.map(({ text, extra }) => ({ text, extra })),
    created_on: wireInstant(record.createdOn),
    sent_on: instantOrNull(record.sentOn),
    modified_on: instantOrNull(record.modifiedOn),
  };
}

/** Clients know no difference between waiting for a channel and waiting in its queue. */
function wireStatus(status: MessageStatus): WireMessage["status"] {
  return status === "pending" ? "queued" : status;
}

function wireRef({ uuid: of, name }: Ref): z.output<typeof reference> {
  return { uuid: of, name };
}

function instantOrNull(micros: Micros | null): string | null {
  return micros === null ? null : wireInstant(micros);
}
