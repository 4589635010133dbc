/**
 * What follows from a run's beginning and end, in the transaction that begins or ends it. Everything that starts a run
 * calls `runStarted` once, everything that ends one calls `runEnded` once (`write/run_end.ts` does for its callers);
 * whoever wants to hear of runs is told from here, by adding tasks: nothing in here may take long, because one step of
 * a flow start calls it for each of its runs.
 */
import type { Micros } from "../../contracts/records.ts";
import type { Database } from "../database.ts";
import { tellSubscribers } from "../webhooks/record.ts";

/** @param run its number; its row is written */
export function runStarted(db: Database, run: number, at: Micros): void {
  tellSubscribers(db, "run.started", run, at);
}

/** @param run its number; its row has `exited_on` and `exit_type` */
export function runEnded(db: Database, run: number, at: Micros): void {
  tellSubscribers(db, "run.ended", run, at);
}
