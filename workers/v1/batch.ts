/**
 * v2's batch: what goes into one, and its answer as the answer to the one call that a client made: the
 * last operation's when all went through, else the refusal of the one that failed, under the field it was made for.
 */
import type { Answer, Operation, Preparation } from "./change.ts";
import { faults, renamed, sentences } from "./refusals.ts";
import { isObject } from "../../http/object.ts";

/**
 * Operations that v2 takes at once: 10,000 messages by the hundred, after one that makes their label. What is more than this
 * (deletes of more objects, acts on more messages) is several transactions, one after the other: the first that fails
 * ends the request, and those before it stay.
 */
export const BATCH_LIMIT = 101;

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
    return blamed ? blame(refusal, step.blames) : refusal;
  }
  return answerIn(Array.isArray(answers) ? answers.at(-1) : undefined);
}

/** What the operations of a batch were answered with, in order; empty when one of them failed. */
export function batchBodies({ body }: Answer): readonly unknown[] {
  return isObject(body) && Array.isArray(body["answers"]) ? body["answers"].map((one) => answerIn(one).body) : [];
}

function blame(refusal: Answer, blames: Preparation["blames"]): Answer {
  if (typeof blames === "string") return faults({ [blames]: sentences(refusal.body) });
  return Object.entries(blames).reduce((turned, [from, to]) => renamed(turned, from, to), refusal);
}

function answerIn(value: unknown): Answer {
  if (!isObject(value) || typeof value["status"] !== "number") throw new TypeError("v2's batch gave no answer");
  const { status, body = null, id } = value;
  const items = typeof id === "number" ? { items: [{ id, ref: String(id) }] } : {};
  return { status, body, ...items };
}
