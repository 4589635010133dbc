/** A flow start as a row, whenever its runs are made. */
import type { Failure } from "../../contracts/account.ts";
import type { StartStatus } from "../../contracts/flows.ts";
import type { Reader } from "../database.ts";
import type { Writing } from "./outcome.ts";

/** References by number. */
interface NewStart {
  readonly flow: number;
  readonly contacts: readonly number[];
  readonly groups: readonly number[];
  readonly restartParticipants: boolean;
  readonly excludeActive: boolean;
  readonly extra: string | null;
  readonly status: StartStatus;
}

/** Its number. In the event log it stands for the runs that it makes. */
export function insertStart({ db, clock, log }: Writing, start: NewStart): number {
  const uuid = crypto.randomUUID();
  const now = clock.tick();
  const row = db.first<{ id: number }>(
    `INSERT INTO flow_starts (uuid, flow, contacts, groups, restart_participants, exclude_active, extra, status,
      created_on, modified_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
    uuid,
    start.flow,
    JSON.stringify(start.contacts),
    JSON.stringify(start.groups),
    start.restartParticipants ? 1 : 0,
    start.excludeActive ? 1 : 0,
    start.extra,
    start.status,
    now,
    now,
  );
  if (row === null) throw new Error("A row that was inserted has a number.");
  log("create", "flow_start", uuid);
  return row.id;
}

/** One that can be started. */
export function flowFor(db: Reader, uuid: string): { readonly id: number } | Failure {
  const row = db.first<{ id: number; archived: number }>("SELECT id, archived FROM flows WHERE uuid = ?", uuid);
  if (row === null) return { field: "flow", code: "unknown", value: uuid };
  return row.archived === 1 ? { field: "flow", code: "archived", value: uuid } : { id: row.id };
}
