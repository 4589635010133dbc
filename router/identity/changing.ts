/** What a change of the directory works with: one transaction, one instant, one revision. */
import { note, type Noted } from "./audit.ts";
import type { By, Why } from "./directory.ts";
import { mark } from "./untold.ts";

/** What a change decided, before anybody is told. Refusals come before the first write: they leave nothing behind. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: Why };

export interface Changing {
  readonly sql: SqlStorage;
  /** Milliseconds. */
  readonly now: number;
  /** One entry in the audit log. */
  note(noted: Noted): void;
  /** What requests meet has to learn what became of this key. */
  tellKey(digest: string): void;
  /** The account's limiter has to learn what it may. */
  tellLimits(account: string): void;
}

/** @param revision greater than that of any change before */
export function changing(sql: SqlStorage, by: By, now: number, revision: number): Changing {
  return {
    sql,
    now,
    note: (noted) => note(sql, by, now, noted),
    tellKey: (digest) => mark(sql, { kind: "key", name: digest, revision }),
    tellLimits: (account) => mark(sql, { kind: "limits", name: account, revision }),
  };
}

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function refused(why: Why): { readonly ok: false; readonly why: Why } {
  return { ok: false, why };
}
