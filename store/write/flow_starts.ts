/** Makes a flow start and promises its runs: `work/starting.ts` keeps the promise. */
import type { Failure } from "../../contracts/account.ts";
import type { FlowCommand } from "../../contracts/flows.ts";
import { startById } from "../read/flow_starts.ts";
import { begin } from "../work/recipients.ts";
import type { Starting } from "../work/starting.ts";
import { addTask } from "../work/task.ts";
import { SUSPENDED } from "./broadcasts.ts";
import { settings } from "./contact_parts.ts";
import { type Outcome, type Writing, invalid } from "./outcome.ts";
import { contactsOfUrns, resolveRecipients } from "./recipients.ts";
import { flowFor, insertStart } from "./start_row.ts";

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
