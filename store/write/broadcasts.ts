/** Makes a broadcast and promises its messages: `work/broadcasting.ts` keeps the promise. */
import type { Failure } from "../../contracts/account.ts";
import type { BroadcastCommand } from "../../contracts/broadcasts.ts";
import type { Reader } from "../database.ts";
import { broadcastById } from "../read/broadcasts.ts";
import type { Sending } from "../work/broadcasting.ts";
import { begin } from "../work/recipients.ts";
import { addTask } from "../work/task.ts";
import { settings } from "./contact_parts.ts";
import { type Outcome, type Writing, invalid } from "./outcome.ts";
import { contactsOfUrns, resolveRecipients } from "./recipients.ts";

/** An account that is suspended keeps its data and sends nothing. Said when nothing else is wrong. */
export const SUSPENDED: Failure = { field: "account", code: "suspended" };

type Created = Extract<BroadcastCommand, { do: "broadcast.create" }>;

export function createBroadcast(writing: Writing, { text, to, channel: asked }: Created): Outcome {
  const { db, clock } = writing;
  const { account } = settings(writing);
  const channel = asked === undefined ? null : channelId(db, asked);
  const { named, failures } = resolveRecipients(writing, to);
  const all = [
    ...failures,
    ...(asked !== undefined && channel === null ? [{ field: "channel", code: "unknown", value: asked } as const] : []),
  ];
  if (all.length > 0) return invalid(all);
  if (account.suspended) return invalid([SUSPENDED]);
  const urns = contactsOfUrns(writing, named.urns);
  const uuid = crypto.randomUUID();
  const id = nextId(db);
  db.run(
    `INSERT INTO broadcasts (id, uuid, text, channel, status, urns, contacts, groups, created_on)
      VALUES (?, ?, ?, ?, 'queued', ?, ?, ?, ?)`,
    id,
    uuid,
    text,
    channel,
    JSON.stringify(urns),
    JSON.stringify(named.contacts),
    JSON.stringify(named.groups),
    clock.tick(),
  );
  addTask(db, { kind: "broadcast", data: { broadcast: id, progress: begin(db) } satisfies Sending });
  writing.log("create", "broadcast", uuid);
  return { ok: true, written: { kind: "broadcast", created: true, broadcast: broadcastById(db, id), account } };
}

/** Of one that is in use. */
export function channelId(db: Reader, uuid: string): number | null {
  return db.first<{ id: number }>("SELECT id FROM channels WHERE uuid = ? AND released = 0", uuid)?.id ?? null;
}

/** Imported messages name broadcasts of which nothing else is known: a new one must not be given their numbers. */
function nextId(db: Reader): number {
  const row = db.first<{ next: number }>(
    `SELECT max(coalesce((SELECT max(id) FROM broadcasts), 0),
      coalesce((SELECT max(broadcast) FROM messages WHERE broadcast IS NOT NULL), 0)) + 1 AS next`,
  );
  return row?.next ?? 1;
}
