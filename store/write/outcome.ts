/** What one command works with, and what it comes to. A command that is refused may leave changes: its transaction goes. */
import type { Actor, Failure, Written } from "../../contracts/account.ts";
import type { Clock } from "../clock.ts";
import type { Database } from "../database.ts";
import type { Context } from "../read/account.ts";
import type { Action, Kind } from "./events.ts";

export interface Writing {
  readonly db: Database;
  readonly clock: Clock;
  readonly context: Context;
  /** Who writes. The log has it already; only what stays bound to how it was written needs it. */
  readonly actor: Actor;
  /** Notes a change in the event log. `object` is a UUID, or a field's key. */
  readonly log: (action: Action, kind: Kind, object: string) => void;
}

export type Outcome =
  | { readonly ok: true; readonly written: Written }
  | { readonly ok: false; readonly why: "missing" }
  | { readonly ok: false; readonly why: "anonymous" }
  | { readonly ok: false; readonly why: "invalid"; readonly failures: readonly Failure[] };

export const MISSING: Outcome = { ok: false, why: "missing" };

export function invalid(failures: readonly Failure[]): Outcome {
  return { ok: false, why: "invalid", failures };
}
