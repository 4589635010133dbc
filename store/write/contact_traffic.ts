/**
 * What becomes of a contact's runs and messages when something is done to the contact. Only its own rows are touched,
 * found by index, so many at a time: SQLite keeps the list of the rows it will change in memory.
 */
import type { Micros } from "../../contracts/records.ts";
import type { Row } from "../database.ts";
import type { Place } from "../paging.ts";
import { walkRows } from "../read/walk.ts";
import type { Listing } from "../segments.ts";
import type { Writing } from "./outcome.ts";
import { type ExitType, endRun } from "./run_end.ts";

const MESSAGES_AT_ONCE = 1_000;

/** Those that go on. True when there was one. */
export function endRuns({ db, clock, log }: Writing, contact: number, exitType: ExitType): boolean {
  const open = db.all<{ id: number; uuid: string }>(
    "SELECT id, uuid FROM runs WHERE contact = ? AND exited_on IS NULL",
    contact,
  );
  for (const { id, uuid } of open) {
    endRun(db, id, exitType, clock.tick());
    log("update", "run", uuid);
  }
  return open.length > 0;
}

/**
 * Archives the visible ones that came in; true when there were any. They have one event, the contact's: a contact may
 * have a hundred thousand.
 */
export function archiveMessages(writing: Writing, contact: number): boolean {
  return eachMessage(writing, contact, ["m.direction = 'in'", "m.visibility = 'visible'"], (ids, now) => {
    writing.db.run(
      "UPDATE messages SET visibility = 'archived', modified_on = ? WHERE id IN (SELECT value FROM json_each(?))",
      now,
      ids,
    );
  });
}

/** Empties all of them. */
export function clearMessages(writing: Writing, contact: number): void {
  eachMessage(writing, contact, [], (ids, now) => {
    writing.db.run("DELETE FROM labelled_messages WHERE message IN (SELECT value FROM json_each(?))", ids);
    writing.db.run(
      `UPDATE messages SET visibility = 'deleted', text = '', attachments = NULL, quick_replies = NULL, modified_on = ?
        WHERE id IN (SELECT value FROM json_each(?))`,
      now,
      ids,
    );
  });
}

/** Walks a contact's messages once. `conditions` are constants. One instant for all of them: their lists break ties by id. */
function eachMessage(
  { db, clock }: Writing,
  contact: number,
  conditions: readonly string[],
  change: (ids: string, now: Micros) => void,
): boolean {
  const now = clock.tick();
  const listing: Listing = {
    select: "SELECT m.id, m.created_on AS at FROM messages m",
    conditions: ["m.contact = ?", "m.visibility <> 'deleted'", ...conditions],
    values: [contact],
    at: "m.created_on",
    id: "m.id",
  };
  let past: Place | null = null;
  for (;;) {
    const found: (Place & Row)[] = walkRows(db, listing, { back: true, past, count: MESSAGES_AT_ONCE });
    const last = found.at(-1);
    if (last === undefined) return past !== null;
    past = last;
    change(JSON.stringify(found.map(({ id }) => id)), now);
  }
}
