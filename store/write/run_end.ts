/** Ends a run: the one place where a run gets its end, whoever ends it. */
import type { Micros } from "../../contracts/records.ts";
import type { Database } from "../database.ts";
import { runEnded } from "../work/run_events.ts";

export type ExitType = "completed" | "interrupted" | "expired";

/**
 * True when the run was active and has ended now. A run ends once: of one that had ended already nothing changes.
 * The caller notes it in the event log.
 */
export function endRun(db: Database, run: number, exitType: ExitType, at: Micros): boolean {
  const ended = db.first<{ id: number }>(
    "UPDATE runs SET exited_on = ?, exit_type = ?, modified_on = ? WHERE id = ? AND exited_on IS NULL RETURNING id",
    at,
    exitType,
    at,
    run,
  );
  if (ended === null) return false;
  runEnded(db, run, at);
  return true;
}
