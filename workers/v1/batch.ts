/**
 * v2's batch: what goes into one, and its answer as the answer to the one call that a client made: the
 * last operation's when all went through, else the refusal of the one that failed, under the field it was made for.
 */
import type { Answer, Operation, Preparation } from "./change.ts";
import { faults, sentences } from "./refusals.ts";
import { isObject } from "../../http/object.ts";

/** Operations that v2 takes at once. Only a delete of more than this many objects is more than one transaction. */
export const BATCH_LIMIT = 100;

export type Step = Operation | Preparation;

export function batches(before: readonly Preparation[], last: Operation): readonly (readonly Step[])[] {
  const steps: readonly Step[] = [...before, last];
  const starts = Array.from({ length: Math.ceil(steps.length / BATCH_LIMIT) }, (_, at) => at * BATCH_LIMIT);
  return starts.map((start) => steps.slice(start, start + BATCH_LIMIT));
}

export function batchAnswer(steps: readonly Step[], answer: Answer): Answer {
  if (answer.status !== 200 || !isObject(answer.body)) return answer;
  const { answers, failed, answer: refused } = answer.body;
  if (typeof failed === "number") {
    const refusal = answerIn(refused);
    const step = steps[failed];
    const blamed = step !== undefined && "blames" in step && refusal.status === 400;
    return blamed ? faults({ [step.blames]: sentences(refusal.body) }) : refusal;
  }
  return answerIn(Array.isArray(answers) ? answers.at(-1) : undefined);
}

function answerIn(value: unknown): Answer {
  if (!isObject(value) || typeof value["status"] !== "number") throw new TypeError("v2's batch gave no answer");
  return { status: value["status"], body: value["body"] ?? null };
}
