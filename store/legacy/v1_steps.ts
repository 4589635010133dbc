/**
 * Interviews that were held elsewhere, as runs. One that was sent before is known by its contact, flow and beginning: what
 * is new of its steps is added. Sent again as it was, it changes nothing.
 */
import type { Acted, SubmitSteps } from "../../contracts/counted_flows.ts";
import type { Micros } from "../../contracts/records.ts";
import type { Database } from "../database.ts";
import { awaitExpiry, expiryOf } from "../work/expiring.ts";
import { runStarted } from "../work/run_events.ts";
import { find } from "../write/contact_parts.ts";
import { endRuns } from "../write/contact_runs.ts";
import { appendEvent } from "../write/events.ts";
import type { Writing } from "../write/outcome.ts";
import { endRun } from "../write/run_end.ts";
import { refused } from "./v1_acting.ts";
import { type Held, nextOf, withSteps } from "./v1_interview.ts";
import { runItems } from "./v1_runs.ts";

type Flow = { id: number; expires: number };
type Run = Held & { id: number; uuid: string };
type Visited = Pick<Held, "path" | "results">;

const EMPTY: Visited = { path: "[]", results: "{}" };

export function submitSteps(given: Writing, args: SubmitSteps): Acted {
  const writing = args.by === "" ? given : saying(given, `submitted by ${args.by}`);
  const { db } = writing;
  const flow = db.first<Flow>("SELECT id, expires FROM flows WHERE uuid = ?", args.flow);
  const contact = find(writing, { uuid: args.contact });
  if (flow === null || contact === null) {
    return refused(
      ...(flow === null ? [{ field: "flow", code: "unknown", value: args.flow } as const] : []),
      ...(contact === null ? [{ field: "contact", code: "unknown", value: args.contact } as const] : []),
    );
  }
  const labels = labelsOf(db, flow.id);
  const lost = args.steps.find(({ node, answer }) => answer !== null && !labels.has(node));
  if (lost !== undefined) return refused({ field: "steps", code: "unknown", value: lost.node });

  const next = nextOf(sentBefore(db, flow.id, contact.id, args.started), args.steps, args.completed);
  switch (next.next) {
    case "refuse":
      return refused({ field: "steps", code: "ended" });
    case "nothing":
      return shown(db, next.run.id);
    case "begin": {
      // A contact is in one flow at a time; an interview that is over when it is sent was in nobody's way.
      if (!args.completed) endRuns(writing, contact.id, "interrupted");
      const visited = withSteps(EMPTY, next.added, labels);
      return ended(writing, begin(writing, visited, { flow, contact: contact.id, started: args.started }), args);
    }
    case "go on":
      extend(writing, { ...next.run, ...withSteps(next.run, next.added, labels) }, flow);
      return ended(writing, next.run.id, args);
  }
}

/** What all that changes a run has in common: its end, if that was sent too, and its contact's change. */
function ended({ db, clock }: Writing, run: number, { completed, contact }: SubmitSteps): Acted {
  if (completed) endRun(db, run, "completed", clock.tick());
  db.run("UPDATE contacts SET modified_on = ? WHERE uuid = ?", clock.tick(), contact);
  return shown(db, run);
}

function shown(db: Database, run: number): Acted {
  return { ok: true, made: runItems(db, [run]) };
}

/** The log has a sentence for why. */
function saying(writing: Writing, words: string): Writing {
  const { reason } = writing.actor;
  const actor = { ...writing.actor, reason: reason === "" ? words : `${reason}; ${words}` };
  return {
    ...writing,
    actor,
    log: (action, kind, object) =>
      appendEvent(writing.db, actor, { action, kind, object, createdOn: writing.clock.tick() }),
  };
}

/** Labels of the results, by node. */
function labelsOf(db: Database, flow: number): ReadonlyMap<string, string> {
  const rows = db.all<{ node: string; label: string }>("SELECT node, label FROM rulesets WHERE flow = ?", flow);
  return new Map(rows.map(({ node, label }) => [node, label]));
}

function sentBefore(db: Database, flow: number, contact: number, started: Micros): Run | null {
  return db.first<Run>(
    "SELECT id, uuid, path, results, exited_on FROM runs WHERE flow = ? AND contact = ? AND +created_on = ?",
    flow,
    contact,
    started,
  );
}

interface Where {
  readonly flow: Flow;
  readonly contact: number;
  readonly started: Micros;
}

function begin({ db, clock, log }: Writing, { path, results }: Visited, { flow, contact, started }: Where): number {
  const uuid = crypto.randomUUID();
  const now = clock.tick();
  const expiresOn = expiryOf(now, flow.expires);
  const row = db.first<{ id: number }>(
    `INSERT INTO runs (uuid, flow, contact, responded, path, results, created_on, modified_on, expires_on)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
    uuid,
    flow.id,
    contact,
    results === EMPTY.results ? 0 : 1,
    path,
    results,
    started,
    now,
    expiresOn,
  );
  if (row === null) throw new Error("A row that was inserted has a number.");
  awaitExpiry(db, expiresOn, now);
  log("create", "run", uuid);
  runStarted(db, row.id, now);
  return row.id;
}

function extend({ db, clock, log }: Writing, { id, uuid, path, results }: Run, flow: Flow): void {
  const now = clock.tick();
  const expiresOn = expiryOf(now, flow.expires);
  db.run(
    "UPDATE runs SET path = ?, results = ?, responded = ?, modified_on = ?, expires_on = ? WHERE id = ?",
    path,
    results,
    results === EMPTY.results ? 0 : 1,
    now,
    expiresOn,
    id,
  );
  awaitExpiry(db, expiresOn, now);
  log("update", "run", uuid);
}
