/** A question to the operator. Only a person at a terminal is asked; nobody else's silence is taken for a yes. */
import { createInterface } from "node:readline/promises";
import type { Readable, Writable } from "node:stream";
import { Interrupted, Misuse } from "./command.ts";

export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean };
  /** Terminals of CI services have nobody in front of them. */
  readonly ci: boolean;
}

/** Yes with `--yes`. Throws a `Misuse` where nobody can be asked, and an `Interrupted`. */
export async function confirmed(
  question: string,
  { yes, json }: { readonly yes: boolean; readonly json: boolean },
  { input, output, ci }: Terminal,
): Promise<boolean> {
  if (yes) return true;
  const terminal = input.isTTY === true && output.isTTY === true && !ci;
  if (!terminal || json) {
    throw new Misuse(`${question} Nobody is here to answer: add --yes to go on without asking.`);
  }
  const lines = createInterface({ input, output, terminal });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  // The end of the input is an answer, too: nobody goes on from silence. But the line right before it comes first.
  lines.once("close", () => setImmediate(() => resolve("")));
  lines.once("SIGINT", () => reject(new Interrupted("Interrupted.")));
  void lines.question(`${question} [y/N] `).then(resolve, () => resolve(""));
  try {
    const answer = await promise;
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
