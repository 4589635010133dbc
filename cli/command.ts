/**
 * What a command of `milepost` is, and the rules for writing one:
 *
 * 1. One file in cli/commands/, named noun-verb.ts, exporting one `command({…})`; its line in cli/commands.ts.
 * 2. `run` reads the world through `context` only: the table, the platform, the router's administration, the clock.
 * 3. What to do is decided by a pure function in cli/plan/: (table, what was asked, usage, references, now) → `Plan`.
 *    `run` fetches its arguments, hands the plan to `execute` (cli/execute.ts), and answers what that answers.
 * 4. A step is looked at before it is done, and done only if it is not: a run that broke is started again, and goes on.
 * 5. Nothing changes before the plan is shown; with `--dry-run` nothing changes at all. `execute` sees to both.
 * 6. Say things with `context.say`, never with console: with `--json`, stdout is one document and nothing else, the
 *    `wire` of the outcome. Anything worth reading by a person is said; anything worth reading by a script is in `wire`.
 * 7. Ask with `context.confirm` only. Without a terminal it throws a sentence that names `--yes`.
 * 8. A refusal is an outcome, `refused`, with every reason at once. What cannot be known (no answer, no token) is an
 *    `Unreachable`; what was typed wrong is a `Misuse`; what broke midway is any other `Error`. All are sentences that
 *    say what to do. A status is nowhere but in `statusOf`.
 * 9. `help` teaches: what the command does, when it refuses, and examples that run as they stand.
 */
import type { parseArgs, ParseArgsOptionsConfig } from "node:util";
import type { Context } from "./context.ts";

/** What goes onto stdout with `--json`. */
export type Wire = string | number | boolean | null | readonly Wire[] | { readonly [key: string]: Wire };

export type Outcome =
  | { readonly kind: "done"; readonly wire: Wire }
  /** `--dry-run`: this would be done, and nothing was. */
  | { readonly kind: "planned"; readonly wire: Wire }
  /** Nothing was changed, for these reasons: sentences. */
  | { readonly kind: "refused"; readonly reasons: readonly string[] };

/** Something was typed that cannot be meant. The message says what to type. */
export class Misuse extends Error {}

/** Somebody who must answer did not, before anything was changed. */
export class Unreachable extends Error {}

/** The operator wants it to stop. */
export class Interrupted extends Error {}

export interface Definition<O extends ParseArgsOptionsConfig> {
  /** `version`; also the whole name of a command without a verb, such as `deploy`. */
  readonly noun: string;
  readonly verb: string | null;
  /** What stands behind the name: `VERSION --sunset DATE [--guide URL]`. Empty when nothing does. */
  readonly synopsis: string;
  /** One line of the list of commands, without a full stop. */
  readonly summary: string;
  readonly help: string;
  /** How many words may stand behind the name. */
  readonly words: { readonly least: number; readonly most: number };
  /** As node:util's parseArgs takes them; the global ones need not be named. */
  readonly options: O;
  readonly run: (context: Context, given: Given<O>) => Promise<Outcome>;
}

export interface Given<O extends ParseArgsOptionsConfig> {
  readonly values: ReturnType<typeof parseArgs<{ options: O }>>["values"];
  readonly words: readonly string[];
}

/** A definition whose options nobody but itself knows the types of. */
export type Command = Definition<ParseArgsOptionsConfig>;

export function command<const O extends ParseArgsOptionsConfig>(definition: Definition<O>): Command {
  return { ...definition, run: (context, given) => definition.run(context, given) };
}

export function nameOf({ noun, verb }: Pick<Command, "noun" | "verb">): string {
  return verb === null ? noun : `${noun} ${verb}`;
}
