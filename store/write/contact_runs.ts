/** The end of what a contact is in, when something is done to the contact. */
import type { Writing } from "./outcome.ts";
import { type ExitType, endRun } from "./run_end.ts";

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
