/**
 * Works off the queue: one alarm, set to whatever is due first, and one round each time it fires. A round takes one
 * step inside and begins the actions outside that are due; then the alarm is set again, at once if there is more, so
 * that requests that came meanwhile are answered between two steps.
 */
import type { Database } from "../database.ts";
import type { Writer } from "../write/transaction.ts";
import { ATTEMPTS, LEASE_MARGIN, OUTSIDE_AT_ONCE, UNKNOWN_PAUSE } from "./limits.ts";
import { pauseAfter } from "./pause.ts";
import { type Queued, dueTasks, earliestDue, giveUp, postpone, proceed } from "./queue.ts";
import type { Inside, Kind, Next, Outside, Working } from "./task.ts";

export interface Hosting {
  readonly writer: Writer;
  readonly kinds: Readonly<Record<string, Kind>>;
  /** Milliseconds since 1970. */
  readonly setAlarm: (at: number) => void;
  /** Milliseconds since 1970, by the wall clock. */
  readonly now: () => number;
  /** Keeps the object from sleeping over an action that is under way. */
  readonly hold: (action: Promise<void>) => void;
  readonly report: (fault: Fault) => void;
}

export interface Fault {
  readonly kind: string;
  readonly task: number;
  readonly attempt: number;
  readonly error: unknown;
}

export class Work {
  readonly #host: Hosting;
  /** Tasks whose action is under way in this life of the object. */
  readonly #outside = new Set<number>();

  constructor(host: Hosting) {
    this.#host = host;
  }

  /**
   * Sets the alarm to the earliest task. To be called after whatever may have added one, before anything is awaited:
   * the platform commits what one turn writes as one, the alarm included.
   */
  arm(): void {
    const { db } = this.#host.writer;
    const inside = earliestDue(db, "inside");
    // With all hands full the next action waits for one of them, which sets the alarm when it is done.
    const outside = this.#outside.size < OUTSIDE_AT_ONCE ? earliestDue(db, "outside") : null;
    const due = Math.min(inside ?? Infinity, outside ?? Infinity);
    // Not the present instant where that is later: the same value again changes nothing.
    if (due !== Infinity) this.#host.setAlarm(Math.ceil(due / 1000));
  }

  round(): void {
    const { writer, now } = this.#host;
    const due = now() * 1000;
    for (const task of dueTasks(writer.db, "outside", due, OUTSIDE_AT_ONCE - this.#outside.size)) this.#begin(task);
    const [task] = dueTasks(writer.db, "inside", due, 1);
    if (task !== undefined) this.#step(task);
    this.arm();
  }

  #step(task: Queued): void {
    const kind = this.#kindOf(task);
    if (kind?.place !== "inside") return this.#leave(task);
    this.#settle(task, kind, (working) => kind.step(working, task));
  }

  /** The lease is committed before the action begins: whoever finds the task due again may take it for dead. */
  #begin(task: Queued): void {
    const kind = this.#kindOf(task);
    if (kind?.place !== "outside") return this.#leave(task);
    this.#write((db) => postpone(db, task.id, this.#micros(kind.lease + LEASE_MARGIN), task.attempt));
    this.#outside.add(task.id);
    this.#host.hold(this.#act(task, kind));
  }

  async #act(task: Queued, kind: Outside): Promise<void> {
    try {
      const outcome = await within(kind.lease, kind.act(this.#host.writer.db, task));
      this.#settle(task, kind, outcome);
    } catch (error) {
      this.#fail(task, kind, error);
    } finally {
      this.#outside.delete(task.id);
      this.arm();
    }
  }

  #settle(task: Queued, kind: Inside | Outside, step: (working: Working) => Next): void {
    try {
      this.#write((db, working) => proceed(db, task.id, step(working), this.#micros(0)));
    } catch (error) {
      this.#fail(task, kind, error);
    }
  }

  #fail(task: Queued, kind: Inside | Outside, error: unknown): void {
    const attempt = task.attempt + 1;
    this.#host.report({ kind: task.kind, task: task.id, attempt, error });
    this.#write((db) => postpone(db, task.id, this.#micros(pauseAfter(attempt)), attempt));
    if (attempt < ATTEMPTS) return;
    try {
      this.#write((db, working) => {
        kind.abandon(working, task);
        giveUp(db, task.id);
      });
    } catch (broken) {
      this.#host.report({ kind: task.kind, task: task.id, attempt, error: broken });
    }
  }

  /** A newer build, which was rolled back, promised it. */
  #leave(task: Queued): void {
    this.#write((db) => postpone(db, task.id, this.#micros(UNKNOWN_PAUSE), task.attempt));
  }

  #kindOf({ kind }: Queued): Kind | undefined {
    return Object.hasOwn(this.#host.kinds, kind) ? this.#host.kinds[kind] : undefined;
  }

  #write(work: (db: Database, working: Working) => void): void {
    const { db, clock, context, transaction } = this.#host.writer;
    try {
      transaction(() => {
        work(db, { db, clock, context });
        clock.save(db);
      });
    } catch (error) {
      // What was remembered inside the transaction has not happened.
      context.forget();
      throw error;
    }
  }

  #micros(milliseconds: number): number {
    return (this.#host.now() + milliseconds) * 1000;
  }
}

async function within<T>(milliseconds: number, action: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The action took more than ${milliseconds} ms.`)), milliseconds);
  });
  try {
    return await Promise.race([action, late]);
  } finally {
    clearTimeout(timer);
  }
}
