/** The exit statuses, documented: scripts decide by them. The one place that knows them. */
import { Interrupted, Misuse, type Outcome, Unreachable } from "./command.ts";

export const INTERRUPTED = 130;

/** As `--help` and docs/operating.md list them. */
export const STATUSES: readonly (readonly [status: number, meaning: string])[] = [
  [0, "done, or nothing to do"],
  [1, "failed midway: what was said to be done is done; start it again and it goes on"],
  [2, "typed wrong, or a question that nobody is there to answer: nothing was changed"],
  [3, "refused, with the reasons: nothing was changed"],
  [4, "the platform or the router did not answer, or a token is missing: nothing was changed"],
  [INTERRUPTED, "interrupted: start it again and it goes on"],
];

export function statusOf(outcome: Outcome): number {
  switch (outcome.kind) {
    case "done":
    case "planned":
      return 0;
    case "refused":
      return 3;
    default:
      return outcome satisfies never;
  }
}

export function statusOfError(error: unknown): number {
  if (error instanceof Misuse) return 2;
  if (error instanceof Unreachable) return 4;
  if (error instanceof Interrupted) return INTERRUPTED;
  return 1;
}
