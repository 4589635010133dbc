/**
 * A task: work that an account's object owes after a request was answered. It is a row, added in the transaction that
 * promises the work, so it is owed exactly when that is committed. The object's alarm works it off in steps.
 *
 * There are two ways to work, and a kind of task has one of them (`kinds.ts` names all kinds):
 *
 *  - *inside*: a step is one transaction, bounded by `limits.ts`. The rows it writes and the task's progress are
 *    committed together: the effect is exactly once, whenever the object dies. Tasks take turns step by step.
 *  - *outside*: a step begins with an action that leaves the object, such as a call to somebody's server, and ends
 *    with a transaction that writes down its outcome. The action is at least once: one whose outcome was lost, because
 *    the object died, is done again when its `lease` has run out. At most `OUTSIDE_AT_ONCE` of them are under way, and nothing
 *    waits for them.
 *
 * A step that throws changes nothing. It is tried again after a pause that doubles each time, while all other tasks go
 * on; after `ATTEMPTS` failures in a row `abandon` writes down that it came to nothing. What a kind expects to fail,
 * such as a server that is down, is an outcome and no throw: it says itself when it is `due` again.
 */
import type { Clock } from "../clock.ts";
import type { Database, Reader } from "../database.ts";
import type { Micros } from "../../contracts/records.ts";
import type { Context } from "../read/account.ts";

/** Every kind's name, and where it works. */
export const PLACES = {
  broadcast: "inside",
  deliver: "outside",
  expire: "inside",
  messages: "inside",
  remove: "inside",
  start: "inside",
} as const satisfies Record<string, Kind["place"]>;

export type KindName = keyof typeof PLACES;

export interface Task {
  readonly id: number;
  /** What `addTask` or the last step's `Next` gave: plain JSON. */
  readonly data: unknown;
}

/** What a step's transaction works with. It may add tasks. */
export interface Working {
  readonly db: Database;
  readonly clock: Clock;
  readonly context: Context;
}

/** What a step came to, committed with what it wrote. */
export type Next =
  | { readonly next: "done" }
  /** There is more to do now, when the other tasks have had their turn. */
  | { readonly next: "again"; readonly data: unknown }
  /** There is more to do at that instant, by the wall clock. */
  | { readonly next: "at"; readonly due: Micros; readonly data: unknown };

export const DONE: Next = { next: "done" };

export interface Inside {
  readonly place: "inside";
  readonly step: (working: Working, task: Task) => Next;
  /** In a transaction of its own, as the last thing that happens for the task. */
  readonly abandon: (working: Working, task: Task) => void;
}

export interface Outside {
  readonly place: "outside";
  /** Milliseconds that an action may take, longer than its own time-outs: one that takes more has failed. */
  readonly lease: number;
  /**
   * Reads what it needs before its first `await`, acts, and answers how to write down the outcome. Where there is
   * nothing left to do, because what the task is about has gone, it answers at once: `() => DONE`.
   */
  readonly act: (db: Reader, task: Task) => Promise<(working: Working) => Next>;
  readonly abandon: (working: Working, task: Task) => void;
}

export type Kind = Inside | Outside;

export interface NewTask {
  readonly kind: KindName;
  readonly data: unknown;
  /** By the wall clock; left out: now. */
  readonly due?: Micros;
}

/** In the transaction that promises the work. Whoever commits it sees to it that the alarm is set (`Work.arm`). */
export function addTask(db: Database, { kind, data, due = Date.now() * 1000 }: NewTask): void {
  const text = JSON.stringify(data);
  db.run("INSERT INTO tasks (kind, place, data, due) VALUES (?, ?, ?, ?)", kind, PLACES[kind], text, due);
}
