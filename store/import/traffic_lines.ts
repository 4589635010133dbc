/** Writes what an account has millions of: messages, runs, channel events. Few statements a line. */
import type * as z from "zod";
import { awaitExpiry } from "../work/expiring.ts";
import { type Into, bit, labelId, sameNumber } from "./into.ts";
import type * as shapes from "./shapes.ts";

export function putMessage(into: Into, item: z.infer<typeof shapes.message>): void {
  const { db, resolve } = into;
  const contact = resolve("contact", item.contact, "contact");
  const channel = item.channel === null ? null : resolve("channel", item.channel, "channel");
  const labels = new Set(item.labels.map((label) => labelId(into, label)));
  const flow = item.flow === null || item.flow === undefined ? null : resolve("flow", item.flow, "flow");
  const values = [
    contact,
    item.urn,
    channel,
    item.broadcast ?? null,
    item.direction,
    item.type,
    item.status,
    item.visibility,
    item.text,
    item.created_on,
    item.sent_on,
    item.modified_on,
    flow,
    list(item.attachments),
    list(item.quick_replies),
    item.id,
  ];
  const known = into.messages.has(item.id);
  db.run(known ? UPDATE_MESSAGE : INSERT_MESSAGE, ...values);
  if (known) db.run("DELETE FROM labelled_messages WHERE message = ?", item.id);
  into.messages.add(item.id);
  for (const label of labels) {
    db.run(
      "INSERT INTO labelled_messages (message, label, visible, created_on) VALUES (?, ?, ?, ?)",
      item.id,
      label,
      bit(item.visibility === "visible"),
      item.created_on,
    );
  }
}

/** Null for none, which is what most messages have. */
function list(items: readonly unknown[] | null | undefined): string | null {
  return items === null || items === undefined || items.length === 0 ? null : JSON.stringify(items);
}

/** Two plain statements instead of an upsert: most lines are new, and what is new has no labels to be replaced. */
const INSERT_MESSAGE = `INSERT INTO messages (contact, urn, channel, broadcast, direction, type, status, visibility, text,
  created_on, sent_on, modified_on, flow, attachments, quick_replies, id)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const UPDATE_MESSAGE = `UPDATE messages SET contact = ?, urn = ?, channel = ?, broadcast = ?, direction = ?, type = ?,
  status = ?, visibility = ?, text = ?, created_on = ?, sent_on = ?, modified_on = ?, flow = ?, attachments = ?,
  quick_replies = ? WHERE id = ?`;

export function putRun({ db, resolve, clock }: Into, item: z.infer<typeof shapes.run>): void {
  const row = db.first<{ id: number }>(
    `INSERT INTO runs (id, uuid, flow, contact, responded, path, results, created_on, modified_on, exited_on, exit_type,
      expires_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (uuid) DO UPDATE SET flow = excluded.flow, contact = excluded.contact, responded = excluded.responded,
        path = excluded.path, results = excluded.results, created_on = excluded.created_on,
        modified_on = excluded.modified_on, exited_on = excluded.exited_on, exit_type = excluded.exit_type,
        expires_on = excluded.expires_on WHERE runs.id = excluded.id RETURNING id`,
    item.id,
    item.uuid,
    resolve("flow", item.flow, "flow"),
    resolve("contact", item.contact, "contact"),
    bit(item.responded),
    JSON.stringify(item.path),
    JSON.stringify(item.values),
    item.created_on,
    item.modified_on,
    item.exited_on,
    item.exit_type,
    item.expires_on,
  );
  sameNumber(row, "run");
  if (item.exited_on === null) awaitExpiry(db, item.expires_on, clock.tick());
}

export function putChannelEvent({ db, resolve }: Into, item: z.infer<typeof shapes.channelEvent>): void {
  db.run(
    `INSERT INTO channel_events (id, type, contact, channel, time, duration, created_on) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET type = excluded.type, contact = excluded.contact, channel = excluded.channel,
        time = excluded.time, duration = excluded.duration, created_on = excluded.created_on`,
    item.id,
    item.type,
    resolve("contact", item.contact, "contact"),
    resolve("channel", item.channel, "channel"),
    item.time,
    item.duration,
    item.created_on,
  );
}
