/** Makes a flow start and promises its runs: `work/starting.ts` keeps the promise. */
import type { Failure } from "../../contracts/account.ts";
import type { FlowCommand } from "../../contracts/flows.ts";
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
  const { db, clock } = writing;
  const { account } = settings(writing);
  const flow = flowFor(db, command.flow);
  const { named, failures } = resolveRecipients(writing, command.to);
  const all: Failure[] = [...failures];
  if ("code" in flow) all.unshift(flow);
  if (account.anon && named.urns.length > 0) all.push({ field: "recipients", code: "anonymous" });
  if ("code" in flow || all.length > 0) return invalid(all);
  if (account.suspended) return invalid([SUSPENDED]);
  const urns = contactsOfUrns(writing, named.urns).map(([, contact]) => contact);
  const uuid = crypto.randomUUID();
  const now = clock.tick();
  const row = db.first<{ id: number }>(
    `INSERT INTO flow_starts (uuid, flow, contacts, groups, restart_participants, exclude_active, extra, status,
      created_on, modified_on) VALUES (?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?) RETURNING id`,
    uuid,
    flow.id,
    JSON.stringify([...new Set([...named.contacts, ...urns])]),
    JSON.stringify(named.groups),
    command.restartParticipants ? 1 : 0,
    command.excludeActive ? 1 : 0,
    command.extra,
    now,
    now,
  );
  const start = row?.id ?? 0;
  addTask(db, { kind: "start", data: { start, progress: begin(db) } satisfies Starting });
  writing.log("create", "flow_start", uuid);
  return { ok: true, written: { kind: "start", created: true, start: startById(db, start) } };
}

function flowFor(db: Reader, uuid: string): { readonly id: number } | Failure {
  const row = db.first<{ id: number; archived: number }>("SELECT id, archived FROM flows WHERE uuid = ?", uuid);
  if (row === null) return { field: "flow", code: "unknown", value: uuid };
  return row.archived === 1 ? { field: "flow", code: "archived", value: uuid } : { id: row.id };
}
