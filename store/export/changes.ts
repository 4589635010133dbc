/** What happened to the account since the last part, as far as an export must know. Numbers of events are its clock. */
import type { Micros } from "../../contracts/records.ts";
import { PART_LIMITS } from "./part.ts";
import type { ExportList, Place } from "./place.ts";
import type { Read } from "./walk.ts";

export function lastEvent(read: Read): number {
  const [row] = read<{ id: number }>("SELECT id FROM events ORDER BY id DESC LIMIT 1");
  return row?.id ?? 0;
}

/** The last instant given to a write. */
export function lastInstant(read: Read): Micros {
  const [row] = read<{ last: Micros }>("SELECT last FROM clock WHERE one = 1");
  return row?.last ?? 0;
}

/**
 * Imports bring numbers of their own, below the ends of lists too, and leave no event for an object: no export can go
 * on over one. Reads a row for each import there ever was, so it is asked once a list, not once a part.
 */
export function importedSince(read: Read, began: Micros): boolean {
  return [...read("SELECT id FROM imports WHERE updated_on > ?1 LIMIT 1", began)].length > 0;
}

/** Names in these are unique: a name that moved between two of their parts would come twice. */
const NAMED: Partial<Record<ExportList, string>> = {
  fields: "field",
  groups: "group",
  labels: "label",
  campaigns: "campaign",
};

/** True too where so much happened that telling would take longer than a part. An account has few of each. */
export function renamedWithin(read: Read, list: ExportList | undefined, place: Place): boolean {
  const kind = list && NAMED[list];
  if (kind === undefined) return false;
  const sql = "SELECT kind FROM events WHERE id > ?1 ORDER BY id LIMIT ?2";
  const events = [...read<{ kind: string }>(sql, place.freed, PART_LIMITS.rows)];
  return events.length === PART_LIMITS.rows || events.some((event) => event.kind === kind);
}
