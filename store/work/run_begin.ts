/** The beginning of a run that a flow start makes: who gets one, and what it is. */
import type { Reader } from "../database.ts";
import { formatInstant } from "../export/instant.ts";
import { endRuns } from "../write/contact_runs.ts";
import type { Writing } from "../write/outcome.ts";
import { awaitExpiry, expiryOf } from "./expiring.ts";
import { runStarted } from "./run_events.ts";

export interface Start {
  readonly id: number;
  /** The flow's number. */
  readonly flow: number;
  /** Minutes. */
  readonly expires: number;
  /** The node where the flow begins. */
  readonly entry: string | null;
  readonly restartParticipants: boolean;
  readonly excludeActive: boolean;
}

type StartRow = {
  id: number;
  flow: number;
  expires: number;
  entry: string | null;
  restart_participants: number;
  exclude_active: number;
};

export function startOf(db: Reader, id: number): Start | null {
  const row = db.first<StartRow>(
    `SELECT s.id, s.flow, s.restart_participants, s.exclude_active, f.expires,
      (SELECT r.node FROM rulesets r WHERE r.flow = f.id ORDER BY r.position LIMIT 1) AS entry
      FROM flow_starts s CROSS JOIN flows f ON f.id = s.flow WHERE s.id = ?`,
    id,
  );
  if (row === null) return null;
  const { restart_participants, exclude_active, ...start } = row;
  return { ...start, restartParticipants: restart_participants === 1, excludeActive: exclude_active === 1 };
}

/** Of these contacts those that get a run of this start and have none yet. */
export function eligible(db: Reader, start: Start, contacts: readonly number[]): number[] {
  return db
    .all<{ id: number }>(
      `SELECT c.id FROM json_each(?) asked CROSS JOIN contacts c ON c.id = asked.value
        WHERE c.deleted = 0 AND c.blocked = 0 AND c.stopped = 0
          AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.start = ? AND r.contact = c.id)
          AND (? OR NOT EXISTS (SELECT 1 FROM runs r WHERE r.flow = ? AND r.contact = c.id))
          AND (NOT ? OR NOT EXISTS (SELECT 1 FROM runs r WHERE r.contact = c.id AND r.exited_on IS NULL))`,
      JSON.stringify(contacts),
      start.id,
      start.restartParticipants ? 1 : 0,
      start.flow,
      start.excludeActive ? 1 : 0,
    )
    .map(({ id }) => id);
}

/** The run's number. */
export function beginRun(writing: Writing, { id, flow, expires, entry }: Start, contact: number): number {
  const { db, clock } = writing;
  endRuns(writing, contact, "interrupted");
  const now = clock.tick();
  const expiresOn = expiryOf(now, expires);
  const run = db.first<{ id: number }>(
    `INSERT INTO runs (uuid, flow, contact, responded, path, results, created_on, modified_on, expires_on, start)
      VALUES (?, ?, ?, 0, ?, '{}', ?, ?, ?, ?) RETURNING id`,
    crypto.randomUUID(),
    flow,
    contact,
    JSON.stringify(entry === null ? [] : [{ node: entry, time: formatInstant(now) }]),
    now,
    now,
    expiresOn,
    id,
  );
  if (run === null) throw new Error("A row that was inserted has a number.");
  db.run("UPDATE contacts SET modified_on = ? WHERE id = ?", clock.tick(), contact);
  awaitExpiry(db, expiresOn, now);
  runStarted(db, run.id, now);
  return run.id;
}
