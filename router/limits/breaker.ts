/** After a call without an answer: a pause without calls, longer each time, until one is answered. */
import { FIRST_PAUSE, LONGEST_PAUSE } from "./numbers.ts";

export class Breaker {
  #pause = 0;
  #until = -Infinity;

  /** Whether a call may be tried. */
  closed(now: number): boolean {
    // A clock that was set back must not make the pause longer than the longest.
    return now >= this.#until || now < this.#until - LONGEST_PAUSE;
  }

  failed(now: number): void {
    this.#pause = Math.min(LONGEST_PAUSE, this.#pause === 0 ? FIRST_PAUSE : 2 * this.#pause);
    this.#until = now + this.#pause;
  }

  answered(): void {
    this.#pause = 0;
    this.#until = -Infinity;
  }
}
