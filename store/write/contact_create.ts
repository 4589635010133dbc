/** Makes a contact. Its URNs must be nobody's, also in an anonymous account, where creating with URNs is allowed. */
import type { ContactValues } from "../../contracts/account.ts";
import { mergeFields, replaceGroups, replaceUrns, settings, written } from "./contact_parts.ts";
import { lookUp } from "./contact_values.ts";
import { type Outcome, type Writing, invalid } from "./outcome.ts";

export function createContact(writing: Writing, set: ContactValues): Outcome {
  const { db, clock } = writing;
  const named = lookUp(db, set, null, settings(writing).account.anon);
  if (named.failures.length > 0) return invalid(named.failures);
  const uuid = crypto.randomUUID();
  const now = clock.tick();
  db.run(
    "INSERT INTO contacts (uuid, name, language, fields, created_on, modified_on) VALUES (?, ?, ?, ?, ?, ?)",
    uuid,
    set.name ?? null,
    set.language ?? null,
    JSON.stringify(mergeFields({}, set.fields ?? {})),
    now,
    now,
  );
  const id = db.first<{ id: number }>("SELECT id FROM contacts WHERE uuid = ?", uuid)?.id ?? 0;
  replaceUrns(writing, id, named.urns ?? []);
  replaceGroups(writing, id, named.groups ?? []);
  writing.log("create", "contact", uuid);
  return written(writing, id, true);
}
