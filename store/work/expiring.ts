/**
 * Runs whose time is over expire. An account has at most one task for that: it waits for the earliest of them, ends what
 * is due then, in steps, and waits for the next. Whoever gives a run a time to end says so with `awaitExpiry`.
 *
 * A file may bring runs that went on though their time was over before they came here; of those it is right, and they stay
 * as it says until somebody ends them. What is ended here is in the event log, without a key.
 */
import type { Actor } from "../../contracts/account.ts";
import type { Micros } from "../../contracts/records.ts";
import type { Database, Reader } from "../database.ts";
import { touch } from "../write/contact_touch.ts";
import { appendEvent } from "../write/events.ts";
import type { Writing } from "../write/outcome.ts";
import { endRun } from "../write/run_end.ts";
import { changes } from "./changes.ts";
import { STEP_CHANGES, STEP_ROWS } from "./limits.ts";
import { DONE, type Inside, type Next, PLACES, type Task, type Working } from "./task.ts";

/** The task's data. */
interface Expiring {
  /** What was over by then is left alone. */
  readonly since: Micros;
}

const ACTOR: Actor = { key: "", version: "", requestId: "", reason: "expired" };

/** When a run of which something was heard just now is over. Null: never, which is what zero minutes say. */
export function expiryOf(now: Micros, minutes: number): Micros | null {
  return minutes === 0 ? null : now + minutes * 60_000_000;
}

/** In the transaction that writes a run that goes on. `at`: its `expires_on`. What is over by `now` is not waited for. */
export function awaitExpiry(db: Database, at: Micros | null, now: Micros): void {
  if (at === null || at <= now) return;
  // One that was given up after failures is tried again with the next run.
  db.run(
    `INSERT INTO tasks (kind, place, data, due) VALUES ('expire', ?, ?, ?)
      ON CONFLICT (kind) WHERE kind = 'expire' DO UPDATE SET due = min(due, excluded.due), state = 'waiting'
        WHERE due > excluded.due OR state <> 'waiting'`,
    PLACES.expire,
    JSON.stringify({ since: now } satisfies Expiring),
    at,
  );
}

export const expiring: Inside = {
  place: "inside",
  step,
  // The log says it; the next run that gets a time revives the task, and nothing was lost but time.
  abandon: () => undefined,
};

function step(working: Working, { data }: Task): Next {
  const { db, clock } = working;
  // Only `awaitExpiry` adds tasks of this kind.
  const { since } = data as Expiring;
  const writing: Writing = {
    ...working,
    actor: ACTOR,
    log: (action, kind, object) => appendEvent(db, ACTOR, { action, kind, object, createdOn: clock.tick() }),
  };
  const now = Date.now() * 1000;
  const before = changes(db);
  for (const run of overdue(db, since, now)) {
    if (changes(db) - before >= STEP_CHANGES) break;
    endRun(db, run.id, "expired", clock.tick());
    writing.log("update", "run", run.uuid);
    touch(writing, run.contact, run.contact_uuid);
  }
  const due = earliest(db, since);
  if (due === null) return DONE;
  // Of what is over already the rest takes its turn with other tasks: by its own instant it would always come first.
  return due <= now ? { next: "again", data } : { next: "at", due, data };
}

type Overdue = { id: number; uuid: string; contact: number; contact_uuid: string };

function overdue(db: Reader, since: Micros, now: Micros): Overdue[] {
  return db.all<Overdue>(
    `SELECT r.id, r.uuid, r.contact, c.uuid AS contact_uuid FROM runs r CROSS JOIN contacts c ON c.id = r.contact
      WHERE r.exited_on IS NULL AND r.expires_on > ? AND r.expires_on <= ? ORDER BY r.expires_on, r.id LIMIT ?`,
    since,
    now,
    STEP_ROWS,
  );
}

function earliest(db: Reader, since: Micros): Micros | null {
  const row = db.first<{ expires_on: Micros }>(
    "SELECT expires_on FROM runs WHERE exited_on IS NULL AND expires_on > ? ORDER BY expires_on LIMIT 1",
    since,
  );
  return row?.expires_on ?? null;
}
