/**
 * A message and the numbers of its labels in one row; what it refers to is looked up once a page. A page costs one
 * statement, and one row for each message, each of its labels, and each contact, channel, flow and label on the page.
 */
import type { Attachment, MessageRecord, QuickReply } from "../../contracts/messages.ts";
import type { Micros } from "../../contracts/records.ts";
import type { Reader } from "../database.ts";
import { messageUuid } from "../message_uuid.ts";
import { type Refs, refTo, refsIn, refsOf } from "./refs.ts";

/** Expects the message as `m`. Labels come in the order of the index, by number. */
export const MESSAGE_COLUMNS = `m.id, m.contact, m.urn, m.channel, m.broadcast, m.flow, m.direction, m.type, m.status,
  m.visibility, m.text, m.attachments, m.quick_replies, m.created_on, m.sent_on, m.modified_on,
  (SELECT json_group_array(l.label) FROM labelled_messages l WHERE l.message = m.id) AS labels`;

export type MessageRow = {
  id: number;
  contact: number;
  urn: string | null;
  channel: number | null;
  broadcast: number | null;
  flow: number | null;
  direction: MessageRecord["direction"];
  type: MessageRecord["type"];
  status: MessageRecord["status"];
  visibility: MessageRecord["visibility"];
  text: string;
  attachments: string | null;
  quick_replies: string | null;
  created_on: Micros;
  sent_on: Micros | null;
  modified_on: Micros | null;
  labels: string;
};

/** In the rows' order. `account` is the account's UUID. */
export function messageRecords(db: Reader, account: string, rows: readonly MessageRow[]): MessageRecord[] {
  const found = rows.map((row) => ({ row, labels: parsed<number[]>(row.labels) }));
  const column = (name: "contact" | "channel" | "flow") => rows.map((row) => row[name]);
  const refs = {
    contacts: refsOf(db, "contacts", column("contact")),
    channels: refsOf(db, "channels", column("channel")),
    flows: refsOf(db, "flows", column("flow")),
    labels: refsOf(
      db,
      "labels",
      found.flatMap(({ labels }) => labels),
    ),
  };
  return found.map(({ row, labels }) => messageRecord(account, row, labels, refs));
}

type PageRefs = Readonly<Record<"contacts" | "channels" | "flows" | "labels", Refs>>;

function messageRecord(account: string, row: MessageRow, labels: readonly number[], refs: PageRefs): MessageRecord {
  return {
    id: row.id,
    uuid: messageUuid(account, row.id),
    broadcast: row.broadcast,
    contact: refTo(refs.contacts, row.contact),
    urn: row.urn,
    channel: row.channel === null ? null : refTo(refs.channels, row.channel),
    flow: row.flow === null ? null : refTo(refs.flows, row.flow),
    direction: row.direction,
    type: row.type,
    status: row.status,
    visibility: row.visibility,
    text: row.text,
    labels: refsIn(refs.labels, labels),
    attachments: row.attachments === null ? [] : parsed<StoredAttachment[]>(row.attachments).map(attachment),
    quickReplies: row.quick_replies === null ? [] : parsed<QuickReply[]>(row.quick_replies),
    createdOn: row.created_on,
    sentOn: row.sent_on,
    modifiedOn: row.modified_on,
  };
}

type StoredAttachment = { content_type: string; url: string };

function attachment({ content_type: contentType, url }: StoredAttachment): Attachment {
  return { contentType, url };
}

/** Only the store writes these columns, and CHECK (json_valid) guards them; their shape is the writer's. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- The columns' types end where JSON begins.
function parsed<T>(json: string): T {
  return JSON.parse(json) as T;
}
