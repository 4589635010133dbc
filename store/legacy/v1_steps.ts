/**
 * Interviews that were held elsewhere, as runs. One that was sent before is known by its contact, flow and beginning: what
 * is new of its steps is added. Sent again as it was, it changes nothing.
 */
import type { Acted, SubmitSteps, SubmittedStep } from "../../contracts/counted_flows.ts";
import type { Micros } from "../../contracts/records.ts";
import type { Database } from "../database.ts";
import { formatInstant } from "../export/instant.ts";
import { runStarted } from "../work/run_events.ts";
import { appendEvent } from "../write/events.ts";
import { find } from "../write/contact_parts.ts";
import { endRuns } from "../write/contact_traffic.ts";
import type { Writing } from "../write/outcome.ts";
import { endRun } from "../write/run_end.ts";
import { refused } from "./v1_acting.ts";
import { runItems } from "./v1_runs.ts";

type Flow = { id: number; expires: number };
type Run = { id: number; uuid: string; path: string; results: string; exited_on: Micros | null };
type Path = readonly Readonly<Record<string, unknown>>[];

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

  const known = sentBefore(db, flow.id, contact.id, args.started);
  const added = args.steps.filter((step) => known === null || !isIn(known.path, step));
  if (known !== null && known.exited_on !== null) {
    if (added.length > 0) return refused({ field: "steps", code: "ended" });
    return { ok: true, made: runItems(db, [known.id]) };
  }
  const run = known ?? { id: 0, uuid: crypto.randomUUID(), path: "[]", results: "{}", exited_on: null };
  const written = { ...run, ...visited(run, added, labels) };
  // A contact is in one flow at a time; an interview that is over when it is sent was in nobody's way.
  if (known !== null) update(writing, written);
  else if (!args.completed) endRuns(writing, contact.id, "interrupted");
  const id = known === null ? insert(writing, written, { flow, contact: contact.id, started: args.started }) : run.id;
  if (args.completed) endRun(db, id, "completed", writing.clock.tick());
  db.run("UPDATE contacts SET modified_on = ? WHERE id = ?", writing.clock.tick(), contact.id);
  writing.log(known === null ? "create" : "update", "run", run.uuid);
  return { ok: true, made: runItems(db, [id]) };
}

/** The log has a sentence for why. */
function saying(writing: Writing, reason: string): Writing {
  const actor = { ...writing.actor, reason };
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

function isIn(path: string, { node, arrivedOn }: SubmittedStep): boolean {
  const time = formatInstant(arrivedOn);
  return (JSON.parse(path) as Path).some((step) => step["node"] === node && step["time"] === time);
}

/** Path and results with the steps behind those that were there. A step keeps its answer: the results have the last one. */
function visited(
  run: Run,
  added: readonly SubmittedStep[],
  labels: ReadonlyMap<string, string>,
): Pick<Run, "path" | "results"> {
  const path = [...(JSON.parse(run.path) as Path)];
  const results: Record<string, unknown> = { ...(JSON.parse(run.results) as object) };
  for (const { node, arrivedOn, answer } of added) {
    const time = formatInstant(arrivedOn);
    const name = labels.get(node);
    path.push({ node, time, ...(answer === null ? {} : { name, ...answer }) });
    if (answer !== null && name !== undefined) results[resultKey(name)] = { ...answer, node, name, time };
  }
  return { path: JSON.stringify(path), results: JSON.stringify(results) };
}

/** As flows have it: their lists of results name the same keys. */
function resultKey(label: string): string {
  return label.toLowerCase().replace(/[^a-z0-9]+/g, "_");
}

interface Where {
  readonly flow: Flow;
  readonly contact: number;
  readonly started: Micros;
}

function insert({ db, clock }: Writing, run: Run, { flow, contact, started }: Where): number {
  const now = clock.tick();
  const row = db.first<{ id: number }>(
    `INSERT INTO runs (uuid, flow, contact, responded, path, results, created_on, modified_on, expires_on)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
    run.uuid,
    flow.id,
    contact,
    run.results === "{}" ? 0 : 1,
    run.path,
    run.results,
    started,
    now,
    now + flow.expires * 60_000_000,
  );
  if (row === null) throw new Error("A row that was inserted has a number.");
  runStarted(db, row.id, now);
  return row.id;
}

/** Also where nothing was added: that it was sent again, without having ended, is a sign of life. */
function update({ db, clock }: Writing, { id, path, results }: Run): void {
  db.run(
    "UPDATE runs SET path = ?, results = ?, responded = ?, modified_on = ? WHERE id = ?",
    path,
    results,
    results === "{}" ? 0 : 1,
    clock.tick(),
    id,
  );
}
