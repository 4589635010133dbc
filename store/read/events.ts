/** The event log by page, whole or by one of what it is indexed by. */
import type { Page } from "../../contracts/account.ts";
import type { EventQuery, EventRecord } from "../../contracts/events.ts";
import type { Micros } from "../../contracts/records.ts";
import type { Reader, Value } from "../database.ts";
import { readPage } from "../paging.ts";
import type { Listing } from "../segments.ts";
import { walkRows } from "./walk.ts";

type EventRow = {
  id: number;
  created_on: Micros;
  actor: string;
  action: EventRecord["action"];
  kind: string;
  object: string;
  reason: string;
  version: string;
  request_id: string;
};

/** Newest first. */
export function eventPage(db: Reader, query: EventQuery): Page<EventRecord> {
  const listing = eventListing(query);
  const page = readPage(
    query,
    (walk) => walkRows<EventRow>(db, listing, walk, query),
    (row) => ({ at: row.created_on, id: row.id }),
  );
  return { ...page, items: page.items.map(eventRecord) };
}

function eventListing(query: EventQuery): Listing {
  const [condition, value] = filterOf(query);
  return {
    select:
      "SELECT e.id, e.created_on, e.actor, e.action, e.kind, e.object, e.reason, e.version, e.request_id FROM events e",
    conditions: condition === null ? [] : [condition],
    values: value === null ? [] : [value],
    at: "e.created_on",
    id: "e.id",
  };
}

function filterOf(query: EventQuery): readonly [string | null, Value] {
  if ("object" in query && query.object !== undefined) return ["e.object = ?", query.object];
  if ("actor" in query && query.actor !== undefined) return ["e.actor = ?", query.actor];
  if ("action" in query && query.action !== undefined) return ["e.action = ?", query.action];
  return [null, null];
}

function eventRecord({ created_on: createdOn, request_id: requestId, ...rest }: EventRow): EventRecord {
  return { ...rest, createdOn, requestId };
}
