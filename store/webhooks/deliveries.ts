/**
 * Deliveries and what becomes of them. Of one run a subscriber hears in order: only the oldest unfinished delivery has a
 * task, and whoever finishes it gives one to the next. How the tries go is in `deliver.ts`.
 */
import type { Micros } from "../../contracts/records.ts";
import type { AttemptRecord, DeliveryKind, DeliveryState } from "../../contracts/webhooks.ts";
import type { Database, Reader } from "../database.ts";
import { addTask } from "../work/task.ts";
import { KEPT_DAYS, REMOVED_AT_ONCE } from "./numbers.ts";

const DAY: Micros = 86_400_000_000;

export interface NewDelivery {
  readonly subscriber: number;
  readonly event: number;
  readonly run: number;
  readonly kind: DeliveryKind;
  readonly at: Micros;
}

export function addDelivery(db: Database, { subscriber, event, run, kind, at }: NewDelivery): void {
  const waits = firstPending(db, subscriber, run) !== null;
  const row = db.first<{ id: number }>(
    `INSERT INTO deliveries (uuid, subscriber, event, run, kind, state, due, created_on)
      VALUES (?, ?, ?, ?, ?, 'pending', ?, ?) RETURNING id`,
    crypto.randomUUID(),
    subscriber,
    event,
    run,
    kind,
    waits ? null : at,
    at,
  );
  if (row !== null && !waits) addTask(db, { kind: "deliver", data: { delivery: row.id } });
}

function firstPending(db: Reader, subscriber: number, run: number): number | null {
  const row = db.first<{ id: number }>(
    "SELECT id FROM deliveries WHERE subscriber = ? AND run = ? AND state = 'pending' ORDER BY id LIMIT 1",
    subscriber,
    run,
  );
  return row?.id ?? null;
}

/** What a try needs. */
export interface Pending {
  readonly id: number;
  readonly uuid: string;
  readonly subscriber: number;
  readonly kind: DeliveryKind;
  readonly attempts: number;
  /** JSON. */
  readonly data: string;
  /** Null: unsubscribed meanwhile. */
  readonly to: Readonly<Record<"target" | "secret" | "form" | "version", string>> | null;
}

type PendingRow = Record<"uuid" | "data", string> &
  Record<"id" | "subscriber" | "attempts", number> &
  Record<"target" | "secret" | "form" | "version", string | null> & { kind: DeliveryKind };

/** Null for one that is finished, or gone. */
export function pending(db: Reader, id: number): Pending | null {
  const row = db.first<PendingRow>(
    `SELECT d.id, d.uuid, d.subscriber, d.kind, d.attempts, e.data, s.target_url AS target, s.secret, s.form, s.version
      FROM deliveries d CROSS JOIN resthook_events e ON e.id = d.event
      LEFT JOIN resthook_subscribers s ON s.id = d.subscriber WHERE d.id = ? AND d.state = 'pending'`,
    id,
  );
  if (row === null) return null;
  const { target, secret, form, version, ...rest } = row;
  if (target === null || secret === null || form === null || version === null) return { ...rest, to: null };
  return { ...rest, to: { target, secret, form, version } };
}

export function recordAttempt(db: Database, id: number, { beganOn, status, fault }: AttemptRecord): void {
  db.run(
    `INSERT INTO delivery_attempts (delivery, number, began_on, status, fault)
      SELECT id, attempts + 1, ?, ?, ? FROM deliveries WHERE id = ?`,
    beganOn,
    status,
    fault,
    id,
  );
  db.run("UPDATE deliveries SET attempts = attempts + 1 WHERE id = ?", id);
}

export function postponeDelivery(db: Database, id: number, due: Micros): void {
  db.run("UPDATE deliveries SET due = ? WHERE id = ?", due, id);
}

/** Also begins the next delivery of the same run, and removes a few that nobody can read any more. */
export function finishDelivery(db: Database, id: number, state: Exclude<DeliveryState, "pending">, now: Micros): void {
  const row = db.first<{ subscriber: number; run: number }>(
    "UPDATE deliveries SET state = ?, due = NULL, finished_on = ? WHERE id = ? AND state = 'pending' RETURNING subscriber, run",
    state,
    now,
    id,
  );
  if (row === null) return;
  const next = firstPending(db, row.subscriber, row.run);
  if (next !== null) {
    postponeDelivery(db, next, now);
    addTask(db, { kind: "deliver", data: { delivery: next } });
  }
  removeOld(db, now - KEPT_DAYS * DAY);
}

function removeOld(db: Database, before: Micros): void {
  const old = db.all<{ id: number }>(
    "SELECT id FROM deliveries WHERE finished_on <= ? ORDER BY finished_on LIMIT ?",
    before,
    REMOVED_AT_ONCE,
  );
  for (const { id } of old) {
    db.run("DELETE FROM delivery_attempts WHERE delivery = ?", id);
    db.run("DELETE FROM deliveries WHERE id = ?", id);
  }
}
