/**
 * Requests of one isolate that need the limiter object: they wait in a line, and one call serves all of them. Each
 * has its own timer, since the request whose call it is may die with its client; and each is answered by what is
 * granted in its turn.
 */
import { logFailure } from "../log.ts";
import { isRetryable } from "../retryable.ts";
import type { Denied } from "./denial.ts";
import type { Holder, Settled } from "./holder.ts";
import type { Take, Taken } from "./ledger.ts";
import type { Question } from "./limit.ts";

/** Milliseconds from the question to an answer, second tries included. */
const PATIENCE = 1_000;
/** Calls that one request waits for: a grant may be smaller than what is asked for, or come after its own end. */
const TRIES = 3;
/** Calls in a row on one request's time; whoever comes next goes on. */
const ROUNDS = 10;

export type Outcome =
  | { readonly kind: "admitted" }
  | { readonly kind: "denied"; readonly retryMs: number; readonly violated: readonly string[] }
  | { readonly kind: "silent" };

interface Waiter {
  readonly cost: number;
  readonly answer: (outcome: Outcome) => void;
  tries: number;
}

export interface Line {
  readonly holder: Holder;
  /** First come, first served. */
  readonly waiting: Waiter[];
}

const ADMITTED: Outcome = { kind: "admitted" };
const SILENT: Outcome = { kind: "silent" };

export async function queue(line: Line, question: Question): Promise<Outcome> {
  const { promise, resolve } = Promise.withResolvers<Outcome>();
  const waiter: Waiter = { cost: question.set.cost, answer: resolve, tries: 0 };
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

/** One call after the other until nobody waits, or the object does not answer. Never rejects. */
export async function ask(line: Line, question: Question): Promise<void> {
  const { holder, waiting } = line;
  for (let round = 0; round === 0 || (round < ROUNDS && waiting.length > 0); round++) {
    const begun = new Set(waiting);
    const wanted = waiting.reduce((sum, { cost }) => sum + cost, 0);
    const taken = await call(holder, question, holder.begin(Date.now(), wanted, question.set.cost));
    if (taken === null) {
      holder.fail(Date.now());
      for (const { answer } of waiting.splice(0)) answer(SILENT);
      return;
    }
    serve(line, begun, holder.settle(taken, Date.now()));
  }
  question.ctx.waitUntil(giveBack(holder, question));
}

/** Answers everybody whom this answer helps; the others stay in line, in order. */
function serve({ holder, waiting }: Line, begun: ReadonlySet<Waiter>, { admitted, denied }: Settled): void {
  let left = admitted;
  for (const waiter of waiting.splice(0)) {
    // Who came after the take was sent has no part in it, but may find tokens in the lease that it brought.
    const outcome = begun.has(waiter) ? inTurn(waiter, left, denied) : atOnce(waiter, holder);
    if (outcome === ADMITTED && begun.has(waiter)) left -= waiter.cost;
    if (outcome === null) waiting.push(waiter);
    else waiter.answer(outcome);
  }
}

function inTurn(waiter: Waiter, left: number, denied: Denied | null): Outcome | null {
  if (waiter.cost <= left) return ADMITTED;
  if (denied !== null) return denied;
  waiter.tries += 1;
  return waiter.tries < TRIES ? null : SILENT;
}

function atOnce({ cost }: Waiter, holder: Holder): Outcome | null {
  const spent = holder.spend(Date.now(), cost);
  switch (spent.kind) {
    case "spent":
      return ADMITTED;
    case "denied":
      return spent;
    case "ask":
      return null;
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
      take = holder.again(Date.now());
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
  // Neither its answer nor its failure is the holder's business: another take may be under way by then, and what
  // was not heard is named again with the next one.
  if (take !== null) await limiters.getByName(name).take(take).catch(ignore);
}

function ignore(): void {
  // See above.
}

function leave(line: Line, waiter: Waiter): void {
  const place = line.waiting.indexOf(waiter);
  if (place !== -1) line.waiting.splice(place, 1);
}
