/** Messages handed to their channels. No carrier is behind a channel: one that is handed over is sent. */
import type { Clock } from "../clock.ts";
import type { Database, Reader } from "../database.ts";
import type { Channel, Way } from "./route.ts";

/** Those that may be used: the one asked for, or all, the oldest first. Through a released one nothing goes. */
export function channels(db: Reader, asked: number | null): Channel[] {
  const columns = "SELECT id, schemes FROM channels WHERE released = 0";
  const rows =
    asked === null
      ? db.all<{ id: number; schemes: string }>(`${columns} ORDER BY created_on, id`)
      : db.all<{ id: number; schemes: string }>(`${columns} AND id = ?`, asked);
  return rows.map(({ id, schemes }) => ({ id, schemes: JSON.parse(schemes) as string[] }));
}

export interface Outgoing extends Way {
  readonly contact: number;
  /** Null: on its own. */
  readonly broadcast: number | null;
  readonly text: string;
  /** JSON, or null for none. */
  readonly attachments: string | null;
  readonly quickReplies: string | null;
}

/** The message's number. */
export function send(db: Database, clock: Clock, message: Outgoing): number {
  const now = clock.tick();
  const row = db.first<{ id: number }>(
    `INSERT INTO messages (contact, urn, channel, broadcast, direction, type, status, visibility, text, attachments,
      quick_replies, created_on, sent_on, modified_on)
      VALUES (?, ?, ?, ?, 'out', 'inbox', 'sent', 'visible', ?, ?, ?, ?, ?, ?) RETURNING id`,
    message.contact,
    message.urn,
    message.channel,
    message.broadcast,
    message.text,
    message.attachments,
    message.quickReplies,
    now,
    now,
    now,
  );
  return row?.id ?? 0;
}
