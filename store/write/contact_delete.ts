/**
 * Deletes a contact: URNs are free again, groups shrink, its messages lose text and labels, its runs go. The row stays,
 * emptied, so that readers of the list of deleted contacts learn of it. Only this contact's rows are touched, found by index.
 */
import type { ContactTarget } from "../../contracts/account.ts";
import { find, settings } from "./contact_parts.ts";
import { MISSING, type Outcome, type Writing } from "./outcome.ts";

/** Messages of one statement: SQLite keeps the list of the rows it will change in memory. */
const MESSAGES_AT_ONCE = 1_000;

export function deleteContact(writing: Writing, target: ContactTarget): Outcome {
  const { db, clock } = writing;
  if (settings(writing).account.anon && "urn" in target) return { ok: false, why: "anonymous" };
  const contact = find(writing, target);
  if (contact === null) return MISSING;
  db.run("DELETE FROM urns WHERE contact = ?", contact.id);
  db.run("DELETE FROM memberships WHERE contact = ?", contact.id);
  db.run("DELETE FROM runs WHERE contact = ?", contact.id);
  clearMessages(writing, contact.id);
  db.run(
    `UPDATE contacts SET deleted = 1, name = NULL, language = NULL, fields = '{}', blocked = 0, stopped = 0, modified_on = ?
      WHERE id = ?`,
    clock.tick(),
    contact.id,
  );
  writing.log("delete", "contact", contact.uuid);
  return { ok: true, written: { kind: "deleted" } };
}

/** One instant for all of them: their lists break ties by id. */
function clearMessages({ db, clock }: Writing, contact: number): void {
  const now = clock.tick();
  for (;;) {
    const ids = db.all<{ id: number }>(
      "SELECT id FROM messages WHERE contact = ? AND visibility <> 'deleted' ORDER BY created_on, id LIMIT ?",
      contact,
      MESSAGES_AT_ONCE,
    );
    if (ids.length === 0) return;
    const list = JSON.stringify(ids.map(({ id }) => id));
    db.run("DELETE FROM labelled_messages WHERE message IN (SELECT value FROM json_each(?))", list);
    db.run(
      "UPDATE messages SET visibility = 'deleted', text = '', modified_on = ? WHERE id IN (SELECT value FROM json_each(?))",
      now,
      list,
    );
  }
}
