/** What every change of a contact that is not its values comes to. */
import type { Writing } from "./outcome.ts";

/** Something about the contact has changed: it is the last modified one, and the log says so. */
export function touch({ db, clock, log }: Writing, id: number, uuid: string): void {
  db.run("UPDATE contacts SET modified_on = ? WHERE id = ?", clock.tick(), id);
  log("update", "contact", uuid);
}
