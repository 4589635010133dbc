/**
 * The object of one caller as the platform runs it: the real ledger; what a grant has stored before its answer
 * leaves; a clock of its own. At a restart everything else is gone.
 *
 * That clock may step back as far as it likes, and forward by no more than the guard, all steps together.
 * Against a larger step forward no protocol can do anything that has this clock only: to the object it is the
 * passing of time, so that it lets a window end early while isolates, by their own clocks, still spend.
 */
import { Ledger, type LedgerState, type Take, type Taken } from "../../router/limits/ledger.ts";
import type { Clockwork } from "./clockwork.ts";

export interface Answer {
  readonly taken: Taken;
  /** For requests that are admitted at the instant of the decision: those without a lease. */
  readonly decided: Decided | null;
}

export interface Decided {
  /** The object's clock. */
  readonly clock: number;
  readonly time: number;
}

export class LimiterObject {
  readonly #clockwork: Clockwork;
  readonly #restarts: boolean;
  #ledger = new Ledger(null);
  #stored: string | null = null;
  #offset: number;
  #downUntil = 0;
  /** When what has no lease was decided, by holder and take. */
  readonly #decided = new Map<string, Decided>();
  calls = 0;
  grants = 0;
  writes = 0;
  /** Writes of takes that got nothing. */
  writesOfDenials = 0;

  /** @param restarts whether it ever will: else what is stored is never read */
  constructor(clockwork: Clockwork, offset: number, restarts: boolean) {
    this.#clockwork = clockwork;
    this.#restarts = restarts;
    this.#offset = offset;
  }

  /** Null: it is down. */
  take(take: Take): Answer | null {
    if (this.#clockwork.now < this.#downUntil) return null;
    this.calls += 1;
    const { taken, granted } = this.#ledger.take(take, this.#clock());
    if (taken.n > 0) this.grants += 1;
    if (granted) {
      this.writes += 1;
      if (taken.n === 0) this.writesOfDenials += 1;
      if (this.#restarts) this.#stored = JSON.stringify(this.#ledger.state);
    }
    return { taken, decided: this.#decidedAt(take, taken) };
  }

  #decidedAt({ isolate, seq }: Take, { n, ttlMs }: Taken): Decided | null {
    if (n === 0 || ttlMs > 0) return null;
    const name = `${isolate} ${seq}`;
    const clock = Math.max(this.#clock(), this.#ledger.state.last);
    const decided = this.#decided.get(name) ?? { clock, time: this.#clockwork.now };
    this.#decided.set(name, decided);
    return decided;
  }

  /** @param step milliseconds by which its clock is another one afterwards */
  restart(step: number, downFor: number): void {
    this.#ledger = new Ledger(this.#stored === null ? null : (JSON.parse(this.#stored) as LedgerState));
    this.#offset += step;
    this.#downUntil = this.#clockwork.now + downFor;
  }

  #clock(): number {
    return Math.floor(this.#clockwork.now + this.#offset);
  }
}
