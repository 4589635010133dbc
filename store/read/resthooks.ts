/** Resthooks, their subscribers and their events by page. */
import type { Page } from "../../contracts/account.ts";
import type { Micros } from "../../contracts/records.ts";
import type {
  ResthookEventQuery,
  ResthookEventRecord,
  ResthookQuery,
  ResthookRecord,
  SubscriberQuery,
  SubscriberRecord,
} from "../../contracts/webhooks.ts";
import type { Reader, Value } from "../database.ts";
import { readPage } from "../paging.ts";
import type { Listing } from "../segments.ts";
import { walkRows } from "./walk.ts";

const EMPTY = { items: [], next: null, previous: null };

type ResthookRow = { id: number; resthook: string; created_on: Micros; modified_on: Micros };

/** The last modified first. */
export function resthookPage(db: Reader, query: ResthookQuery): Page<ResthookRecord> {
  const listing: Listing = {
    select: "SELECT h.id, h.resthook, h.created_on, h.modified_on FROM resthooks h",
    conditions: [],
    values: [],
    at: "h.modified_on",
    id: "h.id",
  };
  const page = readPage(
    query,
    (walk) => walkRows<ResthookRow>(db, listing, walk),
    (row) => ({ at: row.modified_on, id: row.id }),
  );
  return {
    ...page,
    items: page.items.map(({ created_on: createdOn, modified_on: modifiedOn, ...rest }) => ({
      ...rest,
      createdOn,
      modifiedOn,
    })),
  };
}

const SUBSCRIBERS = `SELECT s.id, h.resthook, s.target_url, s.created_on
  FROM resthook_subscribers s CROSS JOIN resthooks h ON h.id = s.resthook`;

type SubscriberRow = { id: number; resthook: string; target_url: string; created_on: Micros };

/** Newest first. An unknown resthook is an empty page. */
export function subscriberPage(db: Reader, query: SubscriberQuery): Page<SubscriberRecord> {
  const resthook = query.resthook === undefined ? undefined : resthookId(db, query.resthook);
  if (resthook === null) return EMPTY;
  const conditions: string[] = [];
  const values: Value[] = [];
  if (query.id !== undefined) {
    conditions.push("s.id = ?");
    values.push(query.id);
  }
  if (resthook !== undefined) {
    conditions.push("s.resthook = ?");
    values.push(resthook);
  }
  const listing: Listing = { select: SUBSCRIBERS, conditions, values, at: "s.created_on", id: "s.id" };
  const page = readPage(
    query,
    (walk) => walkRows<SubscriberRow>(db, listing, walk),
    (row) => ({ at: row.created_on, id: row.id }),
  );
  return { ...page, items: page.items.map(subscriberRecord) };
}

export function subscriberById(db: Reader, id: number): SubscriberRecord | null {
  const row = db.first<SubscriberRow>(`${SUBSCRIBERS} WHERE s.id = ?`, id);
  return row === null ? null : subscriberRecord(row);
}

function subscriberRecord({ target_url: targetUrl, created_on: createdOn, ...rest }: SubscriberRow): SubscriberRecord {
  return { ...rest, targetUrl, createdOn };
}

type EventRow = { id: number; resthook: string; data: string; created_on: Micros };

/** Newest first. An unknown resthook is an empty page. */
export function resthookEventPage(db: Reader, query: ResthookEventQuery): Page<ResthookEventRecord> {
  const resthook = query.resthook === undefined ? undefined : resthookId(db, query.resthook);
  if (resthook === null) return EMPTY;
  const listing: Listing = {
    select: `SELECT e.id, h.resthook, e.data, e.created_on
      FROM resthook_events e CROSS JOIN resthooks h ON h.id = e.resthook`,
    conditions: resthook === undefined ? [] : ["e.resthook = ?"],
    values: resthook === undefined ? [] : [resthook],
    at: "e.created_on",
    id: "e.id",
  };
  const page = readPage(
    query,
    (walk) => walkRows<EventRow>(db, listing, walk),
    (row) => ({ at: row.created_on, id: row.id }),
  );
  return { ...page, items: page.items.map(({ created_on: createdOn, ...rest }) => ({ ...rest, createdOn })) };
}

export function resthookId(db: Reader, slug: string): number | null {
  return db.first<{ id: number }>("SELECT id FROM resthooks WHERE resthook = ?", slug)?.id ?? null;
}
