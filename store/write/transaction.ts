/** One transaction of an account: what its work did is kept as a whole, or undone as a whole. */
import type { Actor } from "../../contracts/account.ts";
import type { Clock } from "../clock.ts";
import type { Database } from "../database.ts";
import type { Context } from "../read/account.ts";
import { appendEvent } from "./events.ts";
import type { Writing } from "./outcome.ts";

export interface Writer {
  readonly db: Database;
  readonly clock: Clock;
  readonly context: Context;
  /** Runs the work in one transaction; a throw undoes it. */
  readonly transaction: (work: () => void) => void;
  /** Whether nothing may be added to the database any more; absent: never. */
  readonly isFull?: () => boolean;
}

/** How the work ends: with a result, and whether what it did stays. */
export interface Ended<R> {
  readonly keep: boolean;
  readonly result: R;
}

export function kept<R>(result: R): Ended<R> {
  return { keep: true, result };
}

export function undone<R>(result: R): Ended<R> {
  return { keep: false, result };
}

/** Thrown to undo the transaction, and caught here: the result is known without it. */
const UNDO = new Error("The transaction is undone.");

/** A throw of the work undoes it too, and goes on. */
export function transact<R>(writer: Writer, work: () => Ended<R>): R {
  let ended: Ended<R> | null = null;
  try {
    writer.transaction(() => {
      ended = work();
      if (!ended.keep) throw UNDO;
      writer.clock.save(writer.db);
    });
  } catch (thrown) {
    // What was remembered inside the transaction has not happened.
    writer.context.forget();
    if (thrown !== UNDO) throw thrown;
  }
  return resultOf(ended);
}

/** The compiler does not see that a transaction has run its work by the time it returns. */
function resultOf<R>(ended: Ended<R> | null): R {
  if (ended === null) throw new Error("A transaction runs its work before it returns.");
  return ended.result;
}

/** Who writes and when, noted in the log with every change. */
export function writingOf({ db, clock, context }: Writer, actor: Actor): Writing {
  const log: Writing["log"] = (action, kind, object) =>
    appendEvent(db, actor, { action, kind, object, createdOn: clock.tick() });
  return { db, clock, context, actor, log };
}
