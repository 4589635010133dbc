/**
 * What follows from a run's beginning and end, in the transaction that begins or ends it. Everything that starts a run
 * calls `runStarted` once, everything that ends one calls `runEnded` once (`write/run_end.ts` does for its callers);
 * whoever wants to hear of runs is told from here, by adding tasks: nothing in here may take long, because one step of
 * a flow start calls it for each of its runs.
 */
import type { Micros } from "../../contracts/records.ts";
import type { Database } from "../database.ts";

/** @param run its number; its row is written */
export function runStarted(_db: Database, _run: number, _at: Micros): void {}

/** @param run its number; its row has `exited_on` and `exit_type` */
export function runEnded(_db: Database, _run: number, _at: Micros): void {}
