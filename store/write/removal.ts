/**
 * Deletes a group or a label, whatever hangs on it. Few rows go with it; where there are very many, it is marked, so that
 * no list, name or reference finds it from now on, and a task removes its rows in steps that no reader has to wait for.
 */
import type { Database } from "../database.ts";
import { addTask, DONE, type Inside, type Next, type Task, type Working } from "../work/task.ts";

/** What names it: the rows that say who is in the group, or what has the label. */
const ROWS = {
  groups:
    "DELETE FROM memberships WHERE group_id = ?1 AND contact IN (SELECT contact FROM memberships WHERE group_id = ?1 LIMIT ?2) RETURNING contact",
  labels:
    "DELETE FROM labelled_messages WHERE label = ?1 AND message IN (SELECT message FROM labelled_messages WHERE label = ?1 LIMIT ?2) RETURNING message",
} as const;

export type Removable = keyof typeof ROWS;

/** A task's data. */
interface Removing {
  readonly table: Removable;
  readonly id: number;
}

/** Rows that go in one transaction: some tens of milliseconds. */
const AT_ONCE = 1_000;

export function remove(db: Database, table: Removable, id: number): void {
  if (clear(db, { table, id }) === "clear") return;
  // Its name and UUID are free at once. What stands there instead is nobody's guess, so nobody's name.
  db.run(
    `UPDATE ${table} SET removed = 1, uuid = 'removed ' || hex(randomblob(16)), name_folded = 'removed ' || hex(randomblob(16))
      WHERE id = ?`,
    id,
  );
  addTask(db, { kind: "remove", data: { table, id } satisfies Removing });
}

export const removing: Inside = {
  place: "inside",
  step: ({ db }: Working, { data }: Task): Next => {
    // Only `remove` adds tasks of this kind.
    return clear(db, data as Removing) === "clear" ? DONE : { next: "again", data };
  },
  // Nobody sees what is left: rows that could not be removed cost room, and the log says so.
  abandon: () => undefined,
};

function clear(db: Database, { table, id }: Removing): "clear" | "more" {
  const gone = db.all(ROWS[table], id, AT_ONCE);
  if (gone.length >= AT_ONCE) return "more";
  db.run(`DELETE FROM ${table} WHERE id = ?`, id);
  return "clear";
}
