/**
 * What nearly every line of a chunk needs to know, asked once for all of them: which contacts it names are there, and
 * which of its messages. A statement for each took longer than writing the line did.
 */
import type { Reader } from "../database.ts";
import type { Line } from "./line.ts";

export interface LookedUp {
  /** By UUID; null: there is none. What the chunk did not name is not in it. */
  readonly contacts: Map<string, number | null>;
  readonly messages: Set<number>;
}

/** Looks at lines before their shapes are checked: what is not as it should be is passed over, and refused later. */
export function lookUp(db: Reader, lines: readonly Line[]): LookedUp {
  const uuids = new Set<string>();
  const ids = new Set<number>();
  for (const { kind, item } of lines) {
    if (typeof item !== "object" || item === null) continue;
    const { uuid, contact, id }: { uuid?: unknown; contact?: unknown; id?: unknown } = item;
    const named = kind === "contacts" ? uuid : contact;
    if (typeof named === "string") uuids.add(named.toLowerCase());
    if (kind === "messages" && Number.isSafeInteger(id)) ids.add(Number(id));
  }
  return { contacts: contactsOf(db, uuids), messages: messagesOf(db, ids) };
}

function contactsOf(db: Reader, uuids: ReadonlySet<string>): Map<string, number | null> {
  const found = new Map<string, number | null>([...uuids].map((uuid) => [uuid, null]));
  if (uuids.size === 0) return found;
  const rows = db.all<{ uuid: string; id: number }>(
    "SELECT c.uuid, c.id FROM json_each(?) asked CROSS JOIN contacts c ON c.uuid = asked.value",
    JSON.stringify([...uuids]),
  );
  for (const { uuid, id } of rows) found.set(uuid, id);
  return found;
}

function messagesOf(db: Reader, ids: ReadonlySet<number>): Set<number> {
  if (ids.size === 0) return new Set();
  const rows = db.all<{ id: number }>(
    "SELECT m.id FROM json_each(?) asked CROSS JOIN messages m ON m.id = asked.value",
    JSON.stringify([...ids]),
  );
  return new Set(rows.map(({ id }) => id));
}
