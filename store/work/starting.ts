/**
 * A flow start's runs: one for each distinct contact, made in steps. Contacts that are deleted, blocked or stopped when
 * it is their turn are skipped; so are, unless the start says otherwise, those that have been in the flow before. A
 * contact is in one flow at a time: its other active runs are interrupted, and a contact that is in another flow than
 * before has changed. In the event log the start stands for the runs it made; of an interrupted one there is an event.
 */
import type { Actor } from "../../contracts/account.ts";
import { appendEvent } from "../write/events.ts";
import type { Writing } from "../write/outcome.ts";
import { changes } from "./changes.ts";
import { STEP_CHANGES, STEP_ROWS } from "./limits.ts";
import { type Progress, part } from "./recipients.ts";
import { beginRun, eligible, startOf } from "./run_begin.ts";
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

type StartRow = { uuid: string; contacts: string; groups: string };

function step(working: Working, task: Task): Next {
  const { db } = working;
  const { start, progress } = dataOf(task);
  const row = db.first<StartRow>("SELECT uuid, contacts, groups FROM flow_starts WHERE id = ?", start);
  const facts = startOf(db, start);
  if (row === null || facts === null) return DONE;
  const named = { contacts: JSON.parse(row.contacts) as number[], groups: JSON.parse(row.groups) as number[] };
  const { contacts, progress: whole } = part(db, named, progress, STEP_ROWS);
  const writing = inNameOf(working, row.uuid);
  let next = whole;
  const before = changes(db);
  for (const contact of eligible(db, facts, contacts)) {
    beginRun(writing, facts, contact);
    if (changes(db) - before < STEP_CHANGES) continue;
    // Contacts come by their numbers, so whoever is behind this one is still to come.
    next = contact === contacts.at(-1) ? whole : { ...progress, after: contact };
    break;
  }
  report(working, start, next === null ? "complete" : "starting");
  return next === null ? DONE : { next: "again", data: { start, progress: next } satisfies Starting };
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

function report({ db, clock }: Working, start: number, status: "starting" | "complete" | "failed"): void {
  db.run("UPDATE flow_starts SET status = ?, modified_on = ? WHERE id = ?", status, clock.tick(), start);
}

/** Only this kind's tasks come here, and this file says what is in them. */
function dataOf({ data }: Task): Starting {
  return data as Starting;
}
