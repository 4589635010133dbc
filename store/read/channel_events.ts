/** Channel events, which are calls: by page, by id and by contact. */
import type { Page } from "../../contracts/account.ts";
import type { ChannelEventQuery, ChannelEventRecord } from "../../contracts/channels.ts";
import type { Micros } from "../../contracts/records.ts";
import type { Reader, Value } from "../database.ts";
import { readPage } from "../paging.ts";
import type { Listing } from "../segments.ts";
import { inOrder } from "./order.ts";
import { refTo, refsOf } from "./refs.ts";
import { walkRows } from "./walk.ts";

const COLUMNS = "e.id, e.type, e.contact, e.channel, e.time, e.duration, e.created_on";

type ChannelEventRow = {
  id: number;
  type: string;
  contact: number;
  channel: number;
  time: Micros;
  duration: number;
  created_on: Micros;
};

/** Newest first. */
export function channelEventPage(db: Reader, query: ChannelEventQuery): Page<ChannelEventRecord> {
  const contact = query.contact === undefined ? undefined : contactId(db, query.contact);
  if (contact === null) return { items: [], next: null, previous: null };
  const listing = channelEventListing(query.id, contact);
  const page = readPage(
    query,
    (walk) => walkRows<ChannelEventRow>(db, listing, walk, query),
    (row) => ({ at: row.created_on, id: row.id }),
  );
  return { ...page, items: channelEventRecords(db, page.items) };
}

/** In the order asked for; unknown ones are left out. */
export function channelEventsById(db: Reader, ids: readonly number[]): ChannelEventRecord[] {
  const rows = db.all<ChannelEventRow>(
    `SELECT ${COLUMNS} FROM json_each(?) asked CROSS JOIN channel_events e ON e.id = asked.value`,
    JSON.stringify(ids),
  );
  return channelEventRecords(
    db,
    inOrder(ids, rows, (row) => row.id),
  );
}

function channelEventListing(id: number | undefined, contact: number | undefined): Listing {
  const conditions: string[] = [];
  const values: Value[] = [];
  if (id !== undefined) {
    conditions.push("e.id = ?");
    values.push(id);
  }
  if (contact !== undefined) {
    conditions.push("e.contact = ?");
    values.push(contact);
  }
  return { select: `SELECT ${COLUMNS} FROM channel_events e`, conditions, values, at: "e.created_on", id: "e.id" };
}

function contactId(db: Reader, uuid: string): number | null {
  return db.first<{ id: number }>("SELECT id FROM contacts WHERE uuid = ? AND deleted = 0", uuid)?.id ?? null;
}

function channelEventRecords(db: Reader, rows: readonly ChannelEventRow[]): ChannelEventRecord[] {
  const contacts = refsOf(
    db,
    "contacts",
    rows.map(({ contact }) => contact),
  );
  const channels = refsOf(
    db,
    "channels",
    rows.map(({ channel }) => channel),
  );
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    contact: refTo(contacts, row.contact),
    channel: refTo(channels, row.channel),
    time: row.time,
    duration: row.duration,
    createdOn: row.created_on,
  }));
}
