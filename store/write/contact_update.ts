/**
 * Changes what is given of a contact and moves it to the top of the lists, even when nothing differs. By a URN that
 * nobody owns it creates the contact with it.
 */
import type { ContactTarget, ContactValues } from "../../contracts/account.ts";
import { createContact } from "./contact_create.ts";
import { find, replaceGroups, replaceUrns, setFields, settings, written } from "./contact_parts.ts";
import { lookUp } from "./contact_values.ts";
import { MISSING, type Outcome, type Writing, invalid } from "./outcome.ts";

export function updateContact(writing: Writing, target: ContactTarget, set: ContactValues): Outcome {
  const { db, clock } = writing;
  const { anon } = settings(writing).account;
  // Finding by URN would tell whose it is.
  if (anon && "urn" in target) return { ok: false, why: "anonymous" };
  const contact = find(writing, target);
  if (contact === null) {
    return "urn" in target ? createContact(writing, { ...set, urns: [target.urn, ...(set.urns ?? [])] }) : MISSING;
  }
  const named = lookUp(db, set, contact, anon);
  if (named.failures.length > 0) return invalid(named.failures);
  if (named.urns) replaceUrns(writing, contact.id, named.urns);
  if (set.name !== undefined) db.run("UPDATE contacts SET name = ? WHERE id = ?", set.name, contact.id);
  if (set.language !== undefined) db.run("UPDATE contacts SET language = ? WHERE id = ?", set.language, contact.id);
  if (set.fields) setFields(writing, contact.id, set.fields);
  if (named.groups) replaceGroups(writing, contact.id, named.groups);
  db.run("UPDATE contacts SET modified_on = ? WHERE id = ?", clock.tick(), contact.id);
  writing.log("update", "contact", contact.uuid);
  return written(writing, contact.id, false);
}
