/**
 * What becomes of a contact's messages when they are archived, or when the contact is deleted. There may be a hundred
 * thousand of them, and one request may name a hundred contacts: a contact's latest go with the command, and a task goes
 * on with the rest in steps that no reader has to wait for, from the latest to the oldest.
 */
import type { Micros } from "../../contracts/records.ts";
import type { Database, Row } from "../database.ts";
import type { Place } from "../paging.ts";
import { walkRows } from "../read/walk.ts";
import type { Listing } from "../segments.ts";
import { addTask, DONE, type Inside, type Next, type Task, type Working } from "../work/task.ts";
import type { Writing } from "./outcome.ts";

/** Messages of one contact that a command changes itself. */
const WITH_COMMAND = 100;
/** Messages that go in one transaction: some tens of milliseconds. */
const AT_ONCE = 1_000;

/** archive: the visible ones that came in are archived · clear: all lose their text, and are deleted */
type Fate = "archive" | "clear";

/** A task's data. */
interface Following {
  readonly contact: number;
  readonly fate: Fate;
  /** Where the step before ended. What has come since then is newer, and none of this. */
  readonly past: Place;
}

/** True when there were any. They have one event, the contact's. */
export function archiveMessages(writing: Writing, contact: number): boolean {
  return follow(writing, contact, "archive");
}

export function clearMessages(writing: Writing, contact: number): void {
  follow(writing, contact, "clear");
}

function follow({ db, clock }: Writing, contact: number, fate: Fate): boolean {
  const found = change(db, { contact, fate, past: null }, WITH_COMMAND, clock.tick());
  const past = found.at(-1);
  if (past !== undefined && found.length === WITH_COMMAND) {
    addTask(db, { kind: "messages", data: { contact, fate, past } satisfies Following });
  }
  return past !== undefined;
}

export const following: Inside = {
  place: "inside",
  step: ({ db, clock }: Working, task: Task): Next => {
    // Only `follow` adds tasks of this kind.
    const data = task.data as Following;
    if (data.fate === "clear" && cameBack(db, data.contact)) return DONE;
    const found = change(db, data, AT_ONCE, clock.tick());
    const past = found.at(-1);
    if (past === undefined || found.length < AT_ONCE) return DONE;
    return { next: "again", data: { ...data, past } satisfies Following };
  },
  // Nothing to note: the log has said that it failed, and which contact's task it is.
  abandon: () => undefined,
};

/** An import has the contact again, and with it perhaps its messages. */
function cameBack(db: Database, contact: number): boolean {
  return db.first("SELECT 1 AS found FROM contacts WHERE id = ? AND deleted = 0", contact) !== null;
}

const CONDITIONS: Readonly<Record<Fate, readonly string[]>> = {
  archive: ["m.direction = 'in'", "m.visibility = 'visible'"],
  clear: [],
};

/** The next so many; one instant for all of them: their lists break ties by number. */
function change(
  db: Database,
  { contact, fate, past }: Omit<Following, "past"> & { readonly past: Place | null },
  count: number,
  now: Micros,
): Place[] {
  const listing: Listing = {
    select: "SELECT m.id, m.created_on AS at FROM messages m",
    conditions: ["m.contact = ?", "m.visibility <> 'deleted'", ...CONDITIONS[fate]],
    values: [contact],
    at: "m.created_on",
    id: "m.id",
  };
  const found: (Place & Row)[] = walkRows(db, listing, { back: false, past, count });
  const ids = JSON.stringify(found.map(({ id }) => id));
  switch (fate) {
    case "archive":
      db.run(
        "UPDATE messages SET visibility = 'archived', modified_on = ? WHERE id IN (SELECT value FROM json_each(?))",
        now,
        ids,
      );
      break;
    case "clear":
      db.run("DELETE FROM labelled_messages WHERE message IN (SELECT value FROM json_each(?))", ids);
      db.run(
        `UPDATE messages SET visibility = 'deleted', text = '', attachments = NULL, quick_replies = NULL, modified_on = ?
          WHERE id IN (SELECT value FROM json_each(?))`,
        now,
        ids,
      );
  }
  return found;
}
