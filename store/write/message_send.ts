/** Sends one message to one contact, in the transaction that asks for it. */
import type { Failure } from "../../contracts/account.ts";
import type { BroadcastCommand } from "../../contracts/broadcasts.ts";
import type { Reader } from "../database.ts";
import { MESSAGE_COLUMNS, type MessageRow, messageRecords } from "../read/message_row.ts";
import { type Way, route } from "../work/route.ts";
import { channels, send } from "../work/sending.ts";
import { SUSPENDED, channelId } from "./broadcasts.ts";
import { settings } from "./contact_parts.ts";
import { type Outcome, type Writing, invalid } from "./outcome.ts";
import { resolveContacts } from "./recipients.ts";

type Sent = Extract<BroadcastCommand, { do: "message.send" }>;

export function sendMessage(writing: Writing, sent: Sent): Outcome {
  const { contact: target, text, channel: asked, attachments, quickReplies } = sent;
  const { db, clock } = writing;
  const { account } = settings(writing);
  const { ids, failure } = resolveContacts(writing, [target], "contact");
  const contact = ids[0] ?? 0;
  const channel = asked === undefined ? null : channelId(db, asked);
  const unknown: Failure[] =
    asked !== undefined && channel === null ? [{ field: "channel", code: "unknown", value: asked }] : [];
  const failures = failure === null ? unknown : [failure, ...unknown];
  if (failures.length > 0) return invalid(failures);
  if (account.suspended) return invalid([SUSPENDED]);
  const way = wayTo(db, contact, channel);
  if ("code" in way) return invalid([way]);
  const id = send(db, clock, {
    ...way,
    contact,
    broadcast: null,
    text,
    attachments: json(attachments.map(({ contentType, url }) => ({ content_type: contentType, url }))),
    quickReplies: json(quickReplies),
  });
  const rows = db.all<MessageRow>(`SELECT ${MESSAGE_COLUMNS} FROM messages m WHERE m.id = ?`, id);
  const [message] = messageRecords(db, account.uuid, rows);
  if (message === undefined)
    throw new Error(`Message ${id} was written in this transaction and must be readable in it.`);
  writing.log("create", "message", message.uuid);
  return { ok: true, written: { kind: "message", created: true, message, account } };
}

/** @param channel the only one to be used; null: any */
function wayTo(db: Reader, contact: number, channel: number | null): Way | Failure {
  const active = db.first("SELECT id FROM contacts WHERE id = ? AND blocked = 0 AND stopped = 0", contact);
  if (active === null) return { field: "contact", code: "inactive" };
  const urns = db.all<{ urn: string }>("SELECT urn FROM urns WHERE contact = ? ORDER BY position", contact);
  const way = route(
    urns.map(({ urn }) => urn),
    channels(db, channel),
  );
  return way ?? { field: "contact", code: "unreachable" };
}

/** Null for none, which is what most messages have. */
function json(list: readonly unknown[]): string | null {
  return list.length === 0 ? null : JSON.stringify(list);
}
