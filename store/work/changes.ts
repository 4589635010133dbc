/** What a step has cost so far. */
import type { Reader } from "../database.ts";

/** Rows that this connection has changed, triggers included; ever, so two looks make a figure. */
export function changes(db: Reader): number {
  return db.first<{ changes: number }>("SELECT total_changes() AS changes")?.changes ?? 0;
}
