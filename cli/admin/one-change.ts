/**
 * One change through the router's administration, as a command makes it: said first, asked about where it takes something
 * away, not made at all with `--dry-run`, and told when not every request meets it yet.
 */
import { AdminProblem, type Changed } from "../admin-client.ts";
import type { Outcome, Wire } from "../command.ts";
import type { Context } from "../context.ts";

export interface OneChange<T> {
  /** What is about to be done, as a sentence without its full stop: `Disable the account 'ada'`. */
  readonly tells: string;
  /** Asked first; left out: not worth a question. */
  readonly question?: string;
  /** Looks, changes nothing; throws an `AdminProblem` for what the change would be refused for. True: done already. */
  readonly done?: () => Promise<boolean>;
  readonly make: () => Promise<Changed<T>>;
  /** What a person reads afterwards; lines. */
  readonly says: (made: T) => readonly string[];
  readonly wire: (made: T) => { readonly [name: string]: Wire };
}

export function oneChange<T>(context: Context, change: OneChange<T>): Promise<Outcome> {
  return declining(async () => {
    const { say, flags } = context;
    const { tells } = change;
    if ((await change.done?.()) === true) {
      say(`Was done already: ${tells}.`);
      return { kind: "done", wire: { change: tells, taken: "earlier" } };
    }
    say(`${tells}.`);
    if (flags.dryRun) {
      say("Nothing was done: this is a dry run.");
      return { kind: "planned", wire: { change: tells } };
    }
    if (change.question !== undefined && !(await context.confirm(change.question))) {
      return { kind: "refused", reasons: ["You said no."] };
    }
    const { value, inEffect } = await change.make();
    // With --json its place is the document on stdout, and a key's is nowhere else: stderr goes into logs.
    if (!flags.json) for (const line of change.says(value)) say(line);
    if (!inEffect) say("It is written and will hold, but not every request meets it yet. There is nothing to repeat.");
    return { kind: "done", wire: { change: tells, taken: "now", in_effect: inEffect, ...change.wire(value) } };
  });
}

/** What the administration refuses is a refusal of the command. */
export async function declining(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AdminProblem) return { kind: "refused", reasons: [error.message] };
    throw error;
  }
}

/** Every change takes it. */
export const REASON = { reason: { type: "string" } } as const;

/** Of `help`. */
export const REASON_HELP = `  --reason TEXT  why; it is in the audit log, beside who and when`;
