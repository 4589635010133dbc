/**
 * What is done to several messages at once: all of them, or none. Only received messages are acted upon. What changes
 * gets a new modification, each its own instant, so that followers of the incoming messages see every change; a message
 * that already is what the act makes of it stays as it is.
 */
import type { Command, Failure } from "../../contracts/account.ts";
import type { MessageAct, MessageTarget } from "../../contracts/messages.ts";
import type { LabelRecord } from "../../contracts/messages.ts";
import { messageIdOf, messageUuid } from "../message_uuid.ts";
import { labelByName, labelByUuid } from "../read/labels.ts";
import { settings } from "./contact_parts.ts";
import { makeLabel } from "./labels.ts";
import { type Outcome, type Writing, invalid } from "./outcome.ts";

type Acted = Extract<Command, { do: "message.act" }>;
type MessageRow = {
  id: number;
  direction: "in" | "out";
  visibility: "visible" | "archived" | "deleted";
  created_on: number;
};

export function actOnMessages(writing: Writing, { messages, act }: Acted): Outcome {
  const found = findAll(writing, messages);
  const label = labelOf(writing, act);
  const failures = [found, label].flatMap((each) => (each !== null && "code" in each ? [each] : []));
  if (failures.length > 0 || "code" in found) return invalid(failures);
  const named = label === null || "code" in label ? null : label;
  const change = changeOf(writing, act, named);
  const account = settings(writing).account.uuid;
  for (const row of found.rows) {
    if (!change(row)) continue;
    writing.db.run("UPDATE messages SET modified_on = ? WHERE id = ?", writing.clock.tick(), row.id);
    writing.log(act.kind === "delete" ? "delete" : "update", "message", messageUuid(account, row.id));
  }
  return { ok: true, written: { kind: "acted" } };
}

/** Each once, or the first that cannot be acted upon. */
function findAll(
  writing: Writing,
  targets: readonly MessageTarget[],
): Failure | { readonly rows: readonly MessageRow[] } {
  const { db } = writing;
  const account = settings(writing).account.uuid;
  const rows = new Map<number, MessageRow>();
  for (const target of targets) {
    const id = "id" in target ? target.id : messageIdOf(account, target.uuid);
    const row =
      id === null
        ? null
        : db.first<MessageRow>("SELECT id, direction, visibility, created_on FROM messages WHERE id = ?", id);
    const value = "id" in target ? String(target.id) : target.uuid;
    if (row === null || row.visibility === "deleted") return { field: "messages", code: "unknown", value };
    if (row.direction === "out") return { field: "messages", code: "outgoing", value };
    rows.set(row.id, row);
  }
  return { rows: [...rows.values()] };
}

/** Null where the act has none, or where a label to be taken off is not there. */
function labelOf({ db }: Writing, act: MessageAct): Failure | LabelRecord | null {
  if ("labelName" in act) return labelByName(db, act.labelName);
  if (!("label" in act)) return null;
  const { label: value } = act;
  return labelByUuid(db, value) ?? labelByName(db, value) ?? { field: "label", code: "unknown", value };
}

/** What the act does to one message; true when that changed anything. */
function changeOf(writing: Writing, act: MessageAct, named: LabelRecord | null): (row: MessageRow) => boolean {
  switch (act.kind) {
    case "label": {
      const label = named ?? ("labelName" in act ? makeLabel(writing, act.labelName) : null);
      return (row) => label !== null && addLabel(writing, row, label.id);
    }
    case "unlabel":
      return (row) => named !== null && removeLabel(writing, row, named.id);
    case "archive":
      return (row) => show(writing, row, "archived");
    case "restore":
      return (row) => show(writing, row, "visible");
    case "delete":
      return (row) => clear(writing, row);
  }
}

function addLabel({ db }: Writing, row: MessageRow, label: number): boolean {
  const added = db.first<{ message: number }>(
    `INSERT INTO labelled_messages (message, label, visible, created_on) VALUES (?, ?, ?, ?)
      ON CONFLICT DO NOTHING RETURNING message`,
    row.id,
    label,
    row.visibility === "visible" ? 1 : 0,
    row.created_on,
  );
  return added !== null;
}

function removeLabel({ db }: Writing, row: MessageRow, label: number): boolean {
  const removed = db.first<{ message: number }>(
    "DELETE FROM labelled_messages WHERE message = ? AND label = ? RETURNING message",
    row.id,
    label,
  );
  return removed !== null;
}

function show({ db }: Writing, row: MessageRow, visibility: "visible" | "archived"): boolean {
  if (row.visibility === visibility) return false;
  db.run("UPDATE messages SET visibility = ? WHERE id = ?", visibility, row.id);
  return true;
}

/** The row stays, emptied, so that followers of the incoming messages learn of it. */
function clear({ db }: Writing, row: MessageRow): boolean {
  db.run("DELETE FROM labelled_messages WHERE message = ?", row.id);
  db.run(
    "UPDATE messages SET visibility = 'deleted', text = '', attachments = NULL, quick_replies = NULL WHERE id = ?",
    row.id,
  );
  return true;
}
