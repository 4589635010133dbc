/**
 * One isolate: the real holders, one for each set of policies, with the plumbing around them that the request
 * path has: a line of waiters, one call at a time, a second try, patience. It may die at any instant, and what
 * is on its way to it then is lost.
 */
import { Holder } from "../../router/limits/holder.ts";
import type { Take } from "../../router/limits/ledger.ts";
import type { Policy } from "../../router/limits/policy.ts";
import type { Clockwork } from "./clockwork.ts";
import type { Answer, Decided } from "./limiter-object.ts";
import type { Network } from "./network.ts";

/** Milliseconds, like the request path. */
const PATIENCE = 1_000;
/** Takes that one waiter goes along with: an answer may come after its own end. */
const TRIES = 3;

/** Milliseconds after the end of a lease until what is left is given back: nothing may depend on a timer being in time. */
const TARDY = 1_000;

export type Outcome =
  | { readonly kind: "admitted"; readonly decided: Decided | null; readonly waited: boolean }
  | { readonly kind: "denied"; readonly retryMs: number; readonly waited: boolean }
  | { readonly kind: "silent"; readonly waited: boolean };

interface Waiter {
  readonly cost: number;
  tries: number;
  answer: ((outcome: Outcome) => void) | null;
}

interface Line {
  readonly holder: Holder;
  waiting: Waiter[];
}

export class Isolate {
  readonly #clockwork: Clockwork;
  readonly #network: Network;
  readonly #lines: readonly Line[];
  #offset: number;
  #alive = true;

  constructor(
    clockwork: Clockwork,
    network: Network,
    name: string,
    sets: readonly (readonly Policy[])[],
    offset: number,
  ) {
    this.#clockwork = clockwork;
    this.#network = network;
    this.#lines = sets.map((policies, at) => ({ holder: new Holder(`${name}.${at}`, policies), waiting: [] }));
    this.#offset = offset;
  }

  die(): void {
    this.#alive = false;
  }

  /**
   * Its clock is set, between two looks at it. Against a step back that nobody sees, since as much time has
   * passed since the look before, there is no remedy without another clock.
   */
  setClock(step: number): void {
    const look = () => this.#lines.forEach(({ holder }) => holder.refuses(this.#clock(), 1));
    look();
    this.#offset += step;
    look();
  }

  /** Milliseconds until the last lease held for a set is over; null: none is. */
  leaseLeft(set: number): number | null {
    const until = this.#lines[set]?.holder.until ?? null;
    return until === null ? null : until - this.#clock();
  }

  request(set: number, cost: number, answer: (outcome: Outcome) => void): void {
    const line = this.#lines[set];
    if (line === undefined || !this.#alive) return;
    const now = this.#clock();
    const spent = line.holder.spend(now, cost);
    switch (spent.kind) {
      case "spent":
        answer({ kind: "admitted", decided: null, waited: false });
        if (line.holder.wantsMore(now)) this.#ask(line, 1);
        return;
      case "denied":
        answer({ kind: "denied", retryMs: spent.retryMs, waited: false });
        return;
      case "ask":
        this.#wait(line, { cost, tries: 0, answer });
    }
  }

  #wait(line: Line, waiter: Waiter): void {
    line.waiting.push(waiter);
    if (line.holder.mayAsk(this.#clock())) this.#ask(line, waiter.cost);
    else if (!line.holder.asking) {
      waiter.answer?.({ kind: "silent", waited: false });
      line.waiting = line.waiting.filter((other) => other !== waiter);
      return;
    }
    this.#clockwork.after(PATIENCE, () => leave(waiter, { kind: "silent", waited: true }));
  }

  #ask(line: Line, cost: number): void {
    const { holder } = line;
    line.waiting = line.waiting.filter(({ answer }) => answer !== null);
    const waiting = [...line.waiting];
    for (const waiter of waiting) waiter.tries += 1;
    const tokens = waiting.reduce((sum, waiter) => sum + waiter.cost, 0);
    this.#call(holder, holder.begin(this.#clock(), tokens, cost), (answer) => {
      if (answer === null) {
        holder.fail(this.#clock());
        for (const waiter of line.waiting.splice(0)) leave(waiter, { kind: "silent", waited: true });
        return;
      }
      const { admitted, denied } = holder.settle(answer.taken, this.#clock());
      serve(waiting, admitted, answer.decided);
      if (denied !== null) for (const waiter of waiting) leave(waiter, { ...denied, waited: true });
      this.#serveOthers(line);
      const { until } = holder;
      if (until !== null) this.#clockwork.after(until - this.#clock() + TARDY, () => this.#giveBack(holder));
    });
  }

  /** Those who came later, and those for whom the answer came too late. */
  #serveOthers(line: Line): void {
    for (const waiter of line.waiting) {
      if (waiter.answer === null) continue;
      const spent = line.holder.spend(this.#clock(), waiter.cost);
      if (spent.kind === "spent") leave(waiter, { kind: "admitted", decided: null, waited: true });
      if (spent.kind === "denied") leave(waiter, { ...spent, waited: true });
      if (spent.kind === "ask" && waiter.tries >= TRIES) leave(waiter, { kind: "silent", waited: true });
    }
    line.waiting = line.waiting.filter(({ answer }) => answer !== null);
    const [first] = line.waiting;
    if (first !== undefined) this.#ask(line, first.cost);
  }

  #giveBack(holder: Holder): void {
    if (!this.#alive) return;
    const take = holder.closing(this.#clock());
    if (take === null) return;
    // Told once; what gets lost is told again with the next take.
    this.#network.send(take, ignore, ignore);
  }

  /** An attempt, and another one when the first is told to have failed in time: it may be under way all the same. */
  #call(holder: Holder, take: Take, done: (answer: Answer | null) => void): void {
    let [attempt, over] = [1, false];
    const finish = (answer: Answer | null) => {
      if (over || !this.#alive) return;
      over = true;
      done(answer);
    };
    const send = (again: Take) => {
      const own = attempt;
      this.#network.send(
        again,
        (answer) => {
          if (attempt === own) finish(answer);
        },
        () => {
          if (over || !this.#alive || attempt !== own) return;
          attempt += 1;
          if (own === 1) send(holder.again(this.#clock()));
          else finish(null);
        },
      );
    };
    send(take);
    this.#clockwork.after(PATIENCE, () => finish(null));
  }

  #clock(): number {
    return Math.floor(this.#clockwork.now + this.#offset);
  }
}

function serve(waiting: readonly Waiter[], tokens: number, decided: Decided | null): void {
  let left = tokens;
  for (const waiter of waiting) {
    if (waiter.cost > left) return;
    left -= waiter.cost;
    // Whoever has lost patience has been told so; the tokens are gone.
    leave(waiter, { kind: "admitted", decided, waited: true });
  }
}

function leave(waiter: Waiter, outcome: Outcome): void {
  const { answer } = waiter;
  waiter.answer = null;
  answer?.(outcome);
}

function ignore(): void {}
