/** What was typed → which command, with what. Pure; everything that cannot be meant is a `Misuse` naming the near miss. */
import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { type Command, Misuse, nameOf } from "./command.ts";

/** Every command takes these. */
export const GLOBAL = {
  yes: { type: "boolean", short: "y" },
  "dry-run": { type: "boolean" },
  json: { type: "boolean" },
  env: { type: "string" },
  local: { type: "boolean" },
  data: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const satisfies ParseArgsOptionsConfig;

export interface Flags {
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
  /** A block `[env.NAME]` of the configurations; null: the top level. */
  readonly env: string | null;
  readonly local: boolean;
  /** Data folder of the local edge. */
  readonly data: string;
}

export type Asked =
  /** For help about one command, or for the list of all or of those of a noun. */
  | { readonly kind: "help"; readonly about: Command | readonly Command[] }
  | {
      readonly kind: "run";
      readonly command: Command;
      readonly flags: Flags;
      readonly given: { readonly values: Record<string, never>; readonly words: readonly string[] };
    };

/** Throws a `Misuse`. */
export function readArguments(argv: readonly string[], commands: readonly Command[]): Asked {
  const { tokens, values } = parseArgs({
    args: [...argv],
    options: GLOBAL,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words = tokens.filter((token) => token.kind === "positional");
  const help = values.help === true || words.length === 0;
  const [noun, verb] = words;
  if (noun === undefined) return { kind: "help", about: commands };
  const ofNoun = commands.filter((command) => command.noun === noun.value);
  if (ofNoun.length === 0)
    throw new Misuse(unknown("command", noun.value, [...new Set(commands.map((it) => it.noun))]));
  const exact = ofNoun.find((command) => command.verb !== null && command.verb === verb?.value);
  const bare = ofNoun.find((command) => command.verb === null);
  const command = exact ?? bare;
  if (command === undefined) {
    if (verb === undefined || verb.value === "") {
      if (help) return { kind: "help", about: ofNoun };
      throw new Misuse(`'${noun.value}' needs a verb: ${listed(ofNoun.map((it) => nameOf(it)))}.`);
    }
    throw new Misuse(
      unknown(
        "command",
        verb.value,
        ofNoun.flatMap(({ verb: known }) => known ?? []),
        `${noun.value} `,
      ),
    );
  }
  if (help) return { kind: "help", about: command };
  const named = new Set([noun.index, ...(exact === undefined ? [] : [verb?.index])]);
  return read(
    argv.filter((_, index) => !named.has(index)),
    command,
  );
}

function read(args: readonly string[], command: Command): Asked {
  const options: ParseArgsOptionsConfig = { ...command.options, ...GLOBAL };
  let parsed: { values: Record<string, unknown>; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new Misuse(`${optionFault(error, Object.keys(options))} See: milepost ${nameOf(command)} --help`, {
      cause: error,
    });
  }
  const { values, positionals } = parsed;
  const { least, most } = command.words;
  if (positionals.length < least || positionals.length > most) {
    const what =
      positionals.length < least ? "Something is missing" : `'${positionals[most] ?? ""}' is one word too many`;
    throw new Misuse(`${what}. Write: milepost ${nameOf(command)} ${command.synopsis}`.trimEnd());
  }
  // Its own options, as its type says: what every command takes is in the flags.
  const own = Object.entries(values).filter(([name]) => Object.hasOwn(command.options, name));
  return {
    kind: "run",
    command,
    flags: flagsOf(values),
    given: { values: Object.fromEntries(own) as Record<string, never>, words: positionals },
  };
}

function flagsOf(values: Readonly<Record<string, unknown>>): Flags {
  const { env, data, local } = values;
  if (env === "") throw new Misuse("--env needs the name of an environment, such as staging.");
  if (typeof data === "string" && local !== true) throw new Misuse("--data is the local edge's folder: add --local.");
  return {
    yes: values["yes"] === true,
    dryRun: values["dry-run"] === true,
    json: values["json"] === true,
    env: typeof env === "string" ? env : null,
    local: local === true,
    data: typeof data === "string" ? data : ".milepost",
  };
}

/** Node's own sentence, and the option that was probably meant. */
function optionFault(error: unknown, known: readonly string[]): string {
  const message = error instanceof Error ? error.message : "";
  const typed = /^Unknown option '--?([^'=]+)'/.exec(message)?.[1];
  if (typed !== undefined)
    return unknown(
      "option",
      `--${typed}`,
      known.map((name) => `--${name}`),
    );
  return `${message.split(/\.\s|\n/, 1)[0] ?? "The arguments cannot be read"}.`;
}

/** `before`: what stands before the typed word and all known ones. */
function unknown(what: string, typed: string, known: readonly string[], before = ""): string {
  const near = known.map((name) => ({ name, far: distance(typed, name) })).toSorted((a, b) => a.far - b.far)[0];
  const meant = near !== undefined && near.far <= Math.max(2, Math.floor(typed.length / 3));
  const way = meant ? `Did you mean '${before}${near.name}'?` : `There are: ${listed(known.map((it) => before + it))}.`;
  return `There is no ${what} '${before}${typed}'. ${way}`;
}

function listed(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(", ");
}

/** Letters to change, add or leave out to make one of the other (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
