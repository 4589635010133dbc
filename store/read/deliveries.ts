/** What was sent to subscribers of resthooks, and every try at it, by page. */
import type { Page } from "../../contracts/account.ts";
import type { Micros } from "../../contracts/records.ts";
import type { AttemptRecord, DeliveryQuery, DeliveryRecord } from "../../contracts/webhooks.ts";
import type { Reader, Value } from "../database.ts";
import { readPage } from "../paging.ts";
import type { Listing } from "../segments.ts";
import { walkRows } from "./walk.ts";

/** A delivery has few attempts (`webhooks/backoff.ts` bounds them), so they come in its row. */
const DELIVERIES = `SELECT d.id, d.uuid, d.subscriber, h.resthook, d.kind, d.state, d.due, d.created_on, d.finished_on,
  (SELECT json_group_array(json_object('beganOn', a.began_on, 'status', a.status, 'fault', a.fault))
    FROM delivery_attempts a WHERE a.delivery = d.id) AS attempts
  FROM deliveries d CROSS JOIN resthook_events e ON e.id = d.event CROSS JOIN resthooks h ON h.id = e.resthook`;

type DeliveryRow = {
  id: number;
  uuid: string;
  subscriber: number;
  resthook: string;
  kind: DeliveryRecord["kind"];
  state: DeliveryRecord["state"];
  due: Micros | null;
  created_on: Micros;
  finished_on: Micros | null;
  attempts: string;
};

/** Newest first. */
export function deliveryPage(db: Reader, query: DeliveryQuery): Page<DeliveryRecord> {
  const conditions: string[] = [];
  const values: Value[] = [];
  if (query.uuid !== undefined) {
    conditions.push("d.uuid = ?");
    values.push(query.uuid);
  }
  if (query.subscriber !== undefined) {
    conditions.push("d.subscriber = ?");
    values.push(query.subscriber);
  }
  const listing: Listing = { select: DELIVERIES, conditions, values, at: "d.created_on", id: "d.id" };
  const page = readPage(
    query,
    (walk) => walkRows<DeliveryRow>(db, listing, walk),
    (row) => ({ at: row.created_on, id: row.id }),
  );
  return { ...page, items: page.items.map(deliveryRecord) };
}

function deliveryRecord({
  created_on: createdOn,
  finished_on: finishedOn,
  attempts,
  ...rest
}: DeliveryRow): DeliveryRecord {
  return { ...rest, createdOn, finishedOn, attempts: JSON.parse(attempts) as readonly AttemptRecord[] };
}
