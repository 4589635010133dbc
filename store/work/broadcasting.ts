/**
 * A broadcast's messages: one to each distinct contact that can be reached, made in steps. Contacts that are deleted,
 * blocked or stopped when it is their turn are skipped, and so are those without a URN that a channel serves.
 */
import type { Database, Reader } from "../database.ts";
import { STEP_ROWS } from "./limits.ts";
import { type Progress, part } from "./recipients.ts";
import { type Channel, route } from "./route.ts";
import { channels, send } from "./sending.ts";
import { DONE, type Inside, type Next, type Task, type Working } from "./task.ts";

/** A task's data, as `broadcast.create` makes it and each step carries it on. */
export interface Sending {
  readonly broadcast: number;
  readonly progress: Progress;
}

export const broadcasting: Inside = {
  place: "inside",
  step,
  abandon: ({ db }, task) => finish(db, dataOf(task).broadcast, "failed"),
};

interface Broadcast {
  readonly text: string;
  readonly channel: number | null;
  /** The URN to be tried first, by the contact's number. */
  readonly urns: ReadonlyMap<number, string>;
  readonly contacts: readonly number[];
  readonly groups: readonly number[];
}

function step({ db, clock }: Working, task: Task): Next {
  const { broadcast, progress } = dataOf(task);
  const found = broadcastOf(db, broadcast);
  if (found === null) return DONE;
  const { contacts, progress: next } = part(db, found, progress, STEP_ROWS);
  const usable = channels(db, found.channel);
  for (const { id, urns } of reachable(db, broadcast, contacts)) {
    const way = wayTo(urns, found.urns.get(id), usable);
    if (way !== null) {
      send(db, clock, { ...way, contact: id, broadcast, text: found.text, attachments: null, quickReplies: null });
    }
  }
  if (next !== null) return { next: "again", data: { broadcast, progress: next } satisfies Sending };
  finish(db, broadcast, "sent");
  return DONE;
}

/** The URN that the broadcast names goes first, if it is still the contact's. */
function wayTo(urns: readonly string[], named: string | undefined, usable: readonly Channel[]) {
  const first = urns.filter((urn) => urn === named);
  return route([...first, ...urns], usable);
}

function broadcastOf(db: Reader, id: number): Broadcast | null {
  const row = db.first<{ text: string; channel: number | null; urns: string; contacts: string; groups: string }>(
    "SELECT text, channel, urns, contacts, groups FROM broadcasts WHERE id = ?",
    id,
  );
  if (row === null) return null;
  const urns = (JSON.parse(row.urns) as [string, number][]).toReversed();
  const named = new Map(urns.map(([urn, contact]) => [contact, urn]));
  const contacts = new Set([...named.keys(), ...(JSON.parse(row.contacts) as number[])]);
  return {
    text: row.text,
    channel: row.channel,
    urns: named,
    contacts: [...contacts],
    groups: JSON.parse(row.groups) as number[],
  };
}

/** Of these contacts those that may be written to and have not got this broadcast, with their URNs in order. */
function reachable(db: Reader, broadcast: number, contacts: readonly number[]): { id: number; urns: string[] }[] {
  return db
    .all<{ id: number; urns: string }>(
      `SELECT c.id, c.urns FROM json_each(?) asked CROSS JOIN contacts c ON c.id = asked.value
        WHERE c.deleted = 0 AND c.blocked = 0 AND c.stopped = 0
          AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.broadcast = ? AND m.contact = c.id)`,
      JSON.stringify(contacts),
      broadcast,
    )
    .map(({ id, urns }) => ({ id, urns: JSON.parse(urns) as string[] }));
}

function finish(db: Database, broadcast: number, status: "sent" | "failed"): void {
  db.run("UPDATE broadcasts SET status = ? WHERE id = ?", status, broadcast);
}

/** Only this kind's tasks come here, and this file says what is in them. */
function dataOf({ data }: Task): Sending {
  return data as Sending;
}
