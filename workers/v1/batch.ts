/**
 * The answer of v2's batch, as the answer to the one call that a client made: the last operation's when
 * all went through, else the refusal of the one that failed, under the field it was made for.
 */
import type { Answer, Call } from "./change.ts";
import { faults, sentences } from "./refusals.ts";
import { isObject } from "./translate.ts";

export function batchAnswer(call: Call, answer: Answer): Answer {
  if (answer.status !== 200 || !isObject(answer.body)) return answer;
  const { answers, failed, answer: refused } = answer.body;
  if (typeof failed === "number") {
    const refusal = answerIn(refused);
    const preparation = call.before[failed];
    const blamed = preparation !== undefined && refusal.status === 400;
    return blamed ? faults({ [preparation.blames]: sentences(refusal.body) }) : refusal;
  }
  return answerIn(Array.isArray(answers) ? answers.at(-1) : undefined);
}

function answerIn(value: unknown): Answer {
  if (!isObject(value) || typeof value["status"] !== "number") throw new TypeError("v2's batch gave no answer");
  return { status: value["status"], body: value["body"] ?? null };
}
