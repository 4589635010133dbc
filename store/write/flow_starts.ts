/** Makes a flow start and promises its runs: `work/starting.ts` keeps the promise. */
import type { Failure } from "../../contracts/account.ts";
import type { FlowCommand, StartStatus } from "../../contracts/flows.ts";
import type { Reader } from "../database.ts";
import { startById } from "../read/flow_starts.ts";
import { begin } from "../work/recipients.ts";
import type { Starting } from "../work/starting.ts";
import { addTask } from "../work/task.ts";
import { SUSPENDED } from "./broadcasts.ts";
import { settings } from "./contact_parts.ts";
import { type Outcome, type Writing, invalid } from "./outcome.ts";
import { contactsOfUrns, resolveRecipients } from "./recipients.ts";

export function createStart(writing: Writing, command: FlowCommand): Outcome {
  const { db } = writing;
  const { account } = settings(writing);
  const flow = flowFor(db, command.flow);
  const { named, failures } = resolveRecipients(writing, command.to);
  const all: Failure[] = [...failures];
  if ("code" in flow) all.unshift(flow);
  if (account.anon && named.urns.length > 0) all.push({ field: "recipients", code: "anonymous" });
  if ("code" in flow || all.length > 0) return invalid(all);
  if (account.suspended) return invalid([SUSPENDED]);
  const urns = contactsOfUrns(writing, named.urns).map(([, contact]) => contact);
  const start = insertStart(writing, {
    flow: flow.id,
    contacts: [...new Set([...named.contacts, ...urns])],
    groups: named.groups,
    restartParticipants: command.restartParticipants,
    excludeActive: command.excludeActive,
    extra: command.extra,
    status: "pending",
  });
  addTask(db, { kind: "start", data: { start, progress: begin(db) } satisfies Starting });
  return { ok: true, written: { kind: "start", created: true, start: startById(db, start) } };
}

/** References by number. */
export interface NewStart {
  readonly flow: number;
  readonly contacts: readonly number[];
  readonly groups: readonly number[];
  readonly restartParticipants: boolean;
  readonly excludeActive: boolean;
  readonly extra: string | null;
  readonly status: StartStatus;
}

/** Its number. In the event log it stands for the runs that it makes. */
export function insertStart({ db, clock, log }: Writing, start: NewStart): number {
  const uuid = crypto.randomUUID();
  const now = clock.tick();
  const row = db.first<{ id: number }>(
    `INSERT INTO flow_starts (uuid, flow, contacts, groups, restart_participants, exclude_active, extra, status,
      created_on, modified_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
    uuid,
    start.flow,
    JSON.stringify(start.contacts),
    JSON.stringify(start.groups),
    start.restartParticipants ? 1 : 0,
    start.excludeActive ? 1 : 0,
    start.extra,
    start.status,
    now,
    now,
  );
  if (row === null) throw new Error("A row that was inserted has a number.");
  log("create", "flow_start", uuid);
  return row.id;
}

/** One that can be started. */
export function flowFor(db: Reader, uuid: string): { readonly id: number } | Failure {
  const row = db.first<{ id: number; archived: number }>("SELECT id, archived FROM flows WHERE uuid = ?", uuid);
  if (row === null) return { field: "flow", code: "unknown", value: uuid };
  return row.archived === 1 ? { field: "flow", code: "archived", value: uuid } : { id: row.id };
}
