/**
 * The operator's command: arguments in, one outcome out. Nothing here knows a command; they are in cli/commands/, and
 * cli/command.ts has the rules for them.
 */
import { type Asked, readArguments } from "./arguments.ts";
import { COMMANDS } from "./commands.ts";
import type { Outcome, Wire } from "./command.ts";
import { createContext } from "./context.ts";
import { helpText } from "./help.ts";
import { INTERRUPTED, statusOf, statusOfError } from "./status.ts";

/** Answers the exit status; throws nothing. */
export async function main(argv: readonly string[]): Promise<number> {
  const stop = new AbortController();
  // `milepost … | head` closes our stdout: that ends no work.
  process.stdout.on("error", () => undefined);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  const json = argv.includes("--json");
  try {
    const asked = readArguments(argv, COMMANDS);
    if (asked.kind === "help") {
      process.stdout.write(helpText(asked.about));
      return 0;
    }
    const outcome = await run(asked, stop.signal);
    report(outcome, json);
    return statusOf(outcome);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${message}\n`);
    const status = stop.signal.aborted ? INTERRUPTED : statusOfError(error);
    if (json) print({ outcome: "failed", error: message });
    return status;
  }
}

async function run(asked: Extract<Asked, { kind: "run" }>, signal: AbortSignal): Promise<Outcome> {
  const { command, flags, given } = asked;
  return command.run(createContext(flags, signal), given);
}

function report(outcome: Outcome, json: boolean): void {
  if (json) print(document(outcome));
  if (outcome.kind !== "refused") return;
  process.stderr.write(
    `Refused, and nothing was changed:\n${outcome.reasons.map((reason) => `  ${reason}\n`).join("")}`,
  );
}

function document(outcome: Outcome): Wire {
  switch (outcome.kind) {
    case "done":
    case "planned":
      return { outcome: outcome.kind, result: outcome.wire };
    case "refused":
      return { outcome: "refused", reasons: outcome.reasons };
    default:
      return outcome satisfies never;
  }
}

function print(wire: Wire): void {
  process.stdout.write(`${JSON.stringify(wire, null, 2)}\n`);
}
