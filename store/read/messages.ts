/**
 * Lists of messages: which index a query walks, and the page it yields. Each folder has an index of its own, and so has
 * a contact, a label and a broadcast; an id or a UUID finds one message at most, whatever else is asked.
 */
import type { Page } from "../../contracts/account.ts";
import type { Folder, MessageQuery, MessageRecord } from "../../contracts/messages.ts";
import type { Reader, Value } from "../database.ts";
import { fold } from "../fold.ts";
import { messageIdOf } from "../message_uuid.ts";
import { readPage } from "../paging.ts";
import type { Listing } from "../segments.ts";
import { MESSAGE_COLUMNS, type MessageRow, messageRecords } from "./message_row.ts";
import { inOrder } from "./order.ts";
import { walkRows } from "./walk.ts";

type PlacedRow = MessageRow & { at: number };

/** Newest first. `account` is the account's UUID. An unknown contact, label, broadcast, id or UUID is an empty page. */
export function messagePage(db: Reader, account: string, query: MessageQuery): Page<MessageRecord> {
  const listing = messageListing(db, account, query);
  if (listing === null) return { items: [], next: null, previous: null };
  const page = readPage(
    query,
    (walk) => walkRows<PlacedRow>(db, listing, walk, query),
    (row) => ({ at: row.at, id: row.id }),
  );
  return { ...page, items: messageRecords(db, account, page.items) };
}

/** In the order asked for; unknown and deleted ones are left out. `account` is the account's UUID. */
export function messagesById(db: Reader, account: string, ids: readonly number[]): MessageRecord[] {
  const rows = db.all<MessageRow>(
    `SELECT ${MESSAGE_COLUMNS} FROM json_each(?) asked CROSS JOIN messages m ON m.id = asked.value WHERE ${KEPT}`,
    JSON.stringify(ids),
  );
  return messageRecords(
    db,
    account,
    inOrder(ids, rows, (row) => row.id),
  );
}

/** Word for word as the partial indexes have them: the planner compares them, and knows no other way to say it. */
const FOLDERS: Readonly<Record<Folder, string>> = {
  inbox: "m.direction = 'in' AND m.visibility = 'visible' AND m.type = 'inbox'",
  flows: "m.direction = 'in' AND m.visibility = 'visible' AND m.type = 'flow'",
  archived: "m.direction = 'in' AND m.visibility = 'archived'",
  outbox: "m.direction = 'out' AND m.visibility = 'visible' AND m.status IN ('pending', 'queued')",
  sent: "m.direction = 'out' AND m.visibility = 'visible' AND m.status IN ('wired', 'sent', 'delivered')",
  failed: "m.direction = 'out' AND m.visibility = 'visible' AND m.status = 'failed'",
  incoming: "m.direction = 'in'",
};

const KEPT = "m.visibility <> 'deleted'";
const FROM = "FROM messages m";

/** Null: nothing can be found. */
function messageListing(db: Reader, account: string, query: MessageQuery): Listing | null {
  const conditions: string[] = [];
  const values: Value[] = [];
  const where = (condition: string, ...value: Value[]): void => {
    conditions.push(condition);
    values.push(...value);
  };
  const list = (from: string, at: string, id = "m.id"): Listing => ({
    select: `SELECT ${MESSAGE_COLUMNS}, ${at} AS at ${from}`,
    conditions,
    values,
    at,
    id,
  });

  if (query.id !== undefined) where("m.id = ?", query.id);
  if (query.uuid !== undefined) {
    const id = messageIdOf(account, query.uuid);
    if (id === null) return null;
    where("m.id = ?", id);
  }
  const single = conditions.length > 0;
  if (query.label !== undefined) {
    const label = labelId(db, query.label);
    if (label === null) return null;
    where("x.label = ? AND x.visible = 1", label);
    const from = "FROM labelled_messages x CROSS JOIN messages m ON m.id = x.message";
    if (!single) return list(from, "x.created_on", "x.message");
    return list(`${FROM} CROSS JOIN labelled_messages x ON x.message = m.id`, "m.created_on");
  }
  if (query.folder !== undefined) {
    where(FOLDERS[query.folder]);
    return list(FROM, query.folder === "incoming" ? "coalesce(m.modified_on, m.created_on)" : "m.created_on");
  }
  if (query.contact !== undefined) {
    const contact = contactId(db, query.contact);
    if (contact === null) return null;
    where("m.contact = ?", contact);
  }
  if (query.broadcast !== undefined) where("m.broadcast = ?", query.broadcast);
  where(KEPT);
  return list(FROM, "m.created_on");
}

/** By UUID, else by the exact name; the folded name leads to it, so that no second index is needed. */
function labelId(db: Reader, reference: string): number | null {
  const row =
    db.first<{ id: number }>("SELECT id FROM labels WHERE uuid = ?", reference) ??
    db.first<{ id: number }>("SELECT id FROM labels WHERE name_folded = ? AND name = ?", fold(reference), reference);
  return row?.id ?? null;
}

/** Of one that is not deleted: a deleted contact's messages are all deleted too, and would be stepped over one by one. */
function contactId(db: Reader, uuid: string): number | null {
  return db.first<{ id: number }>("SELECT id FROM contacts WHERE uuid = ? AND deleted = 0", uuid)?.id ?? null;
}
