/**
 * A flow start's runs: one for each distinct contact, made in steps. Contacts that are deleted, blocked or stopped when
 * it is their turn are skipped; so are, unless the start says otherwise, those that have been in the flow before. A
 * contact is in one flow at a time: its other active runs are interrupted, and a contact that is in another flow than
 * before has changed. In the event log the start stands for the runs it made; of an interrupted one there is an event.
 */
import type { Actor } from "../../contracts/account.ts";
import type { Reader } from "../database.ts";
import { formatInstant } from "../export/instant.ts";
import { interruptRuns } from "../write/contact_traffic.ts";
import { appendEvent } from "../write/events.ts";
import type { Writing } from "../write/outcome.ts";
import { STEP_CHANGES, STEP_ROWS } from "./limits.ts";
import { type Progress, part } from "./recipients.ts";
import { runStarted } from "./run_events.ts";
import { DONE, type Inside, type Next, type Task, type Working } from "./task.ts";

/** A task's data, as `start.create` makes it and each step carries it on. */
export interface Starting {
  readonly start: number;
  readonly progress: Progress;
}

export const starting: Inside = {
  place: "inside",
  step,
  abandon: (working, task) => report(working, dataOf(task).start, "failed"),
};

type StartRow = {
  uuid: string;
  flow: number;
  contacts: string;
  groups: string;
  restart_participants: number;
  exclude_active: number;
  expires: number;
  entry: string | null;
};

function step(working: Working, task: Task): Next {
  const { db } = working;
  const { start, progress } = dataOf(task);
  const row = db.first<StartRow>(
    `SELECT s.uuid, s.flow, s.contacts, s.groups, s.restart_participants, s.exclude_active, f.expires,
      (SELECT r.node FROM rulesets r WHERE r.flow = f.id ORDER BY r.position LIMIT 1) AS entry
      FROM flow_starts s CROSS JOIN flows f ON f.id = s.flow WHERE s.id = ?`,
    start,
  );
  if (row === null) return DONE;
  const named = { contacts: JSON.parse(row.contacts) as number[], groups: JSON.parse(row.groups) as number[] };
  const { contacts, progress: whole } = part(db, named, progress, STEP_ROWS);
  const writing = inNameOf(working, row.uuid);
  let next = whole;
  const before = changes(db);
  for (const contact of eligible(db, start, row, contacts)) {
    begin(writing, start, row, contact);
    if (changes(db) - before < STEP_CHANGES) continue;
    // Contacts come by their numbers, so whoever is behind this one is still to come.
    next = contact === contacts.at(-1) ? whole : { ...progress, after: contact };
    break;
  }
  report(working, start, next === null ? "complete" : "starting");
  return next === null ? DONE : { next: "again", data: { start, progress: next } satisfies Starting };
}

/** Rows that this connection has changed, triggers included. */
function changes(db: Reader): number {
  return db.first<{ changes: number }>("SELECT total_changes() AS changes")?.changes ?? 0;
}

/** Of these contacts those that get a run of this start and have none yet. */
function eligible(db: Reader, start: number, row: StartRow, contacts: readonly number[]): number[] {
  return db
    .all<{ id: number }>(
      `SELECT c.id FROM json_each(?) asked CROSS JOIN contacts c ON c.id = asked.value
        WHERE c.deleted = 0 AND c.blocked = 0 AND c.stopped = 0
          AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.start = ? AND r.contact = c.id)
          AND (? OR NOT EXISTS (SELECT 1 FROM runs r WHERE r.flow = ? AND r.contact = c.id))
          AND (NOT ? OR NOT EXISTS (SELECT 1 FROM runs r WHERE r.contact = c.id AND r.exited_on IS NULL))`,
      JSON.stringify(contacts),
      start,
      row.restart_participants,
      row.flow,
      row.exclude_active,
    )
    .map(({ id }) => id);
}

/** Whoever asked for the start, as the one event of it says. */
function inNameOf(working: Working, uuid: string): Writing {
  const { db, clock } = working;
  const row = db.first<{ key: string; reason: string; version: string; requestId: string }>(
    "SELECT actor AS key, reason, version, request_id AS requestId FROM events WHERE object = ? LIMIT 1",
    uuid,
  );
  const actor: Actor = row ?? { key: "", reason: "", version: "", requestId: "" };
  return {
    ...working,
    actor,
    log: (action, kind, object) => appendEvent(db, actor, { action, kind, object, createdOn: clock.tick() }),
  };
}

function begin(writing: Writing, start: number, { flow, expires, entry }: StartRow, contact: number): void {
  const { db, clock } = writing;
  interruptRuns(writing, contact);
  const now = clock.tick();
  const run = db.first<{ id: number }>(
    `INSERT INTO runs (uuid, flow, contact, responded, path, results, created_on, modified_on, expires_on, start)
      VALUES (?, ?, ?, 0, ?, '{}', ?, ?, ?, ?) RETURNING id`,
    crypto.randomUUID(),
    flow,
    contact,
    JSON.stringify(entry === null ? [] : [{ node: entry, time: formatInstant(now) }]),
    now,
    now,
    now + expires * 60_000_000,
    start,
  );
  db.run("UPDATE contacts SET modified_on = ? WHERE id = ?", clock.tick(), contact);
  if (run !== null) runStarted(db, run.id, now);
}

function report({ db, clock }: Working, start: number, status: "starting" | "complete" | "failed"): void {
  db.run("UPDATE flow_starts SET status = ?, modified_on = ? WHERE id = ?", status, clock.tick(), start);
}

/** Only this kind's tasks come here, and this file says what is in them. */
function dataOf({ data }: Task): Starting {
  return data as Starting;
}
