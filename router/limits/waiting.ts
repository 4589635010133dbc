/**
 * Requests of one isolate that need the limiter object: they wait in a line, and one call serves all of them. Each
 * has its own timer, since the request whose call it is may die with its client; and each is answered by what is
 * granted in its turn.
 */
import { logFailure } from "../log.ts";
import { isRetryable } from "../retryable.ts";
import type { Holder } from "./holder.ts";
import type { Take, Taken } from "./ledger.ts";
import type { Question } from "./limit.ts";

/** Milliseconds from the question to an answer, second tries included. */
const PATIENCE = 1_000;
/** Calls for one line: a grant may be smaller than what is asked for, or come after its own end. */
const ROUNDS = 3;

export type Outcome =
  | { readonly kind: "admitted" }
  | { readonly kind: "denied"; readonly retryMs: number; readonly violated: readonly string[] }
  | { readonly kind: "silent" };

interface Waiter {
  readonly cost: number;
  readonly answer: (outcome: Outcome) => void;
}

export interface Line {
  readonly holder: Holder;
  /** First come, first served. */
  readonly waiting: Waiter[];
}

const SILENT: Outcome = { kind: "silent" };

export async function queue(line: Line, question: Question): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const waiter: Waiter = { cost: question.set.cost, answer: resolve };
  line.waiting.push(waiter);
  if (line.holder.mayAsk(question.now)) question.ctx.waitUntil(ask(line, question));
  else if (!line.holder.asking) {
    // Lately it did not answer: nobody waits again until its pause is over.
    leave(line, waiter);
    return SILENT;
  }
  const outcome = await Promise.race([promise, scheduler.wait(PATIENCE)]);
  if (outcome !== undefined) return outcome;
  leave(line, waiter);
  return SILENT;
}

/** One call after the other until the line is empty, the object denies, or it does not answer. Never rejects. */
export async function ask(line: Line, question: Question): Promise<void> {
  const { holder, waiting } = line;
  for (let round = 0; round < ROUNDS; round++) {
    const wanted = waiting.reduce((sum, { cost }) => sum + cost, 0);
    const taken = await call(holder, question, holder.begin(Date.now(), wanted, question.set.cost));
    if (taken === null) {
      holder.fail(Date.now());
      break;
    }
    const { admitted, denied } = holder.settle(taken, Date.now());
    serve(waiting, admitted);
    if (denied !== null) for (const { answer } of waiting.splice(0)) answer(denied);
    if (waiting.length === 0) {
      question.ctx.waitUntil(giveBack(holder, question));
      return;
    }
  }
  for (const { answer } of waiting.splice(0)) answer(SILENT);
}

function serve(waiting: Waiter[], tokens: number): void {
  let left = tokens;
  for (let first = waiting[0]; first !== undefined && first.cost <= left; first = waiting[0]) {
    left -= first.cost;
    waiting.shift();
    first.answer({ kind: "admitted" });
  }
}

/** Null: no answer in time, or an error. A second try only where the platform says that one makes sense. */
async function call(holder: Holder, { limiters, name }: Question, first: Take): Promise<Taken | null> {
  const late = scheduler.wait(PATIENCE).then(() => null);
  let take = first;
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      // A new stub each time: one that failed stays broken.
      return await Promise.race([limiters.getByName(name).take(take), late]);
    } catch (error) {
      logFailure("limits", error);
      if (!isRetryable(error)) return null;
      const again = holder.again(Date.now());
      if (again === null) return null;
      take = again;
    }
  }
  return null;
}

/** Tokens that nobody spent by the end of their lease, when they are worth a call. */
async function giveBack(holder: Holder, { limiters, name }: Question): Promise<void> {
  const { until } = holder;
  if (until === null) return;
  await scheduler.wait(Math.max(0, until - Date.now()));
  const take = holder.closing(Date.now());
  if (take === null) return;
  try {
    holder.settle(await limiters.getByName(name).take(take), Date.now());
  } catch {
    // They are named again with the next take.
    holder.fail(Date.now());
  }
}

function leave(line: Line, waiter: Waiter): void {
  const place = line.waiting.indexOf(waiter);
  if (place !== -1) line.waiting.splice(place, 1);
}
