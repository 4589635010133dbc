/**
 * Writes beside the contract: what a module of the store offers that no command says. They are written as commands are:
 * one transaction, instants from the account's clock, every change in the log, a refusal undoes everything.
 */
import type { Actor } from "../contracts/account.ts";
import type { Writing } from "./write/outcome.ts";
import { type Writer, kept, transact, undone, writingOf } from "./write/transaction.ts";

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
export type NotDone = { readonly ok: false; readonly why: "no-account" | "full" };

export function runAct(writer: Writer, actor: Actor, { adds, run }: Act, args: unknown): Done | NotDone {
  return transact<Done | NotDone>(writer, () => {
    if (writer.context.get() === null) return undone({ ok: false, why: "no-account" });
    if (adds && writer.isFull?.() === true) return undone({ ok: false, why: "full" });
    const result = (run as (writing: Writing, args: unknown) => Done)(writingOf(writer, actor), args);
    return result.ok ? kept(result) : undone(result);
  });
}
