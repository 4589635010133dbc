/**
 * Deletes a contact: URNs are free again, groups shrink, its messages lose text and labels, its runs go. The row stays,
 * emptied, so that readers of the list of deleted contacts learn of it. Only this contact's rows are touched, found by index.
 */
import type { ContactTarget } from "../../contracts/account.ts";
import { find, settings } from "./contact_parts.ts";
import { clearMessages } from "./contact_messages.ts";
import { MISSING, type Outcome, type Writing } from "./outcome.ts";

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
