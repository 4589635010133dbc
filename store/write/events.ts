/** The event log: one line for each object changed, in the transaction that changes it. */
import type { Actor } from "../../contracts/account.ts";
import type { Micros } from "../../contracts/records.ts";
import type { Database } from "../database.ts";

export type Action = "create" | "update" | "delete";
export type Kind =
  | "account"
  | "broadcast"
  | "flow"
  | "flow_start"
  | "contact"
  | "group"
  | "field"
  | "campaign"
  | "campaign_event"
  | "channel"
  | "resthook_subscriber"
  | "label"
  | "message"
  | "run";

export interface Event {
  readonly action: Action;
  readonly kind: Kind;
  readonly object: string;
  readonly createdOn: Micros;
}

export function appendEvent(db: Database, actor: Actor, event: Event): void {
  db.run(
    "INSERT INTO events (created_on, actor, action, kind, object, reason, version, request_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    event.createdOn,
    actor.key,
    event.action,
    event.kind,
    event.object,
    actor.reason,
    actor.version,
    actor.requestId,
  );
}
