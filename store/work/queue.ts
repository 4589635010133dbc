/** The queue's statements: which task is next, and what becomes of it. */
import type { Micros } from "../../contracts/records.ts";
import type { Database, Reader } from "../database.ts";
import type { Kind, Next } from "./task.ts";

type Place = Kind["place"];

export interface Queued {
  readonly id: number;
  readonly kind: string;
  readonly data: unknown;
  readonly attempt: number;
}

/** Null: nothing waits. */
export function earliestDue(db: Reader, place: Place): Micros | null {
  const row = db.first<{ due: Micros }>(
    "SELECT due FROM tasks WHERE place = ? AND state = 'waiting' ORDER BY due, id LIMIT 1",
    place,
  );
  return row?.due ?? null;
}

/** Due tasks, the longest due first. */
export function dueTasks(db: Reader, place: Place, now: Micros, count: number): Queued[] {
  return db
    .all<{ id: number; kind: string; data: string; attempt: number }>(
      `SELECT id, kind, data, attempt FROM tasks WHERE place = ? AND state = 'waiting' AND due <= ?
        ORDER BY due, id LIMIT ?`,
      place,
      now,
      count,
    )
    .map((row) => ({ ...row, data: JSON.parse(row.data) as unknown }));
}

/** After a step that worked. */
export function proceed(db: Database, task: number, next: Next, now: Micros): void {
  switch (next.next) {
    case "done":
      return db.run("DELETE FROM tasks WHERE id = ?", task);
    case "again":
      return advance(db, task, now, next.data);
    case "at":
      return advance(db, task, next.due, next.data);
  }
}

function advance(db: Database, task: number, due: Micros, data: unknown): void {
  db.run("UPDATE tasks SET due = ?, data = ?, attempt = 0 WHERE id = ?", due, JSON.stringify(data), task);
}

export function postpone(db: Database, task: number, due: Micros, attempt: number): void {
  db.run("UPDATE tasks SET due = ?, attempt = ? WHERE id = ?", due, attempt, task);
}

export function giveUp(db: Database, task: number): void {
  db.run("UPDATE tasks SET state = 'abandoned' WHERE id = ?", task);
}
