/**
 * Writes beside the contract: what a module of the store offers that no command says. They are written as commands are:
 * one transaction, instants from the account's clock, every change in the log, a refusal undoes everything.
 */
import type { Actor } from "../contracts/account.ts";
import type { Writing } from "./write/outcome.ts";
import { type Writer, writingOf } from "./write/run.ts";

/** What an act comes to: plain data with `ok`; `false` undoes what it did. */
export interface Done {
  readonly ok: boolean;
}

export interface Act {
  /** Whether it adds data: a full account refuses it then. */
  readonly adds: boolean;
  readonly run: (writing: Writing, args: never) => Done;
}

export type Acts = Readonly<Record<string, Act>>;

/** The account has no data yet, or has no room left. */
export type NotDone = { readonly ok: false; readonly why: "missing" | "full" };

class Undo extends Error {
  readonly result: Done | NotDone;
  constructor(result: Done | NotDone) {
    super("The transaction is undone.");
    this.result = result;
  }
}

export function runAct(writer: Writer, actor: Actor, { adds, run }: Act, args: unknown): Done | NotDone {
  let result: Done | NotDone = { ok: false, why: "missing" };
  try {
    writer.transaction(() => {
      if (writer.context.get() === null) return;
      if (adds && writer.isFull?.() === true) throw new Undo({ ok: false, why: "full" });
      result = (run as (writing: Writing, args: unknown) => Done)(writingOf(writer, actor), args);
      if (!result.ok) throw new Undo(result);
      writer.clock.save(writer.db);
    });
    return result;
  } catch (thrown) {
    // What was remembered inside the transaction has not happened.
    writer.context.forget();
    if (thrown instanceof Undo) return thrown.result;
    throw thrown;
  }
}
