/** How fast a holder's requests come and how long the object takes: what to ask for, and when. */

/** Milliseconds between takes from which on a rate can be told. */
const LONG_ENOUGH = 50;

export class Pace {
  /** Tokens per millisecond; null: not known yet. */
  #rate: number | null = null;
  /** Milliseconds; the first guess is a far region's. */
  #roundTrip = 100;
  #since: number | null = null;
  #spent = 0;

  /** @param spent tokens since the beginning, those that were waited for included */
  spent(spent: number, now: number): void {
    if (this.#since === null) {
      this.#since = now;
      this.#spent = spent;
      return;
    }
    const elapsed = now - this.#since;
    if (elapsed < LONG_ENOUGH) return;
    // Those who waited count when they begin to, also when they are refused.
    const rate = Math.max(0, spent - this.#spent) / elapsed;
    // Half of what was: a burst must not ask for a lease it will not use, a pause not for none.
    this.#rate = this.#rate === null ? rate : (this.#rate + rate) / 2;
    this.#since = now;
    this.#spent = spent;
  }

  answered(milliseconds: number): void {
    this.#roundTrip = (3 * this.#roundTrip + Math.max(0, milliseconds)) / 4;
  }

  /** Tokens expected within this many milliseconds; 0 while the rate is not known. */
  expected(milliseconds: number): number {
    return (this.#rate ?? 0) * milliseconds;
  }

  /** Milliseconds: as long as one more take may be under way before anybody waits for it. */
  get ahead(): number {
    return 2 * this.#roundTrip;
  }

  /** The clock has been set: what was measured against it says nothing. */
  restart(now: number): void {
    if (this.#since !== null) this.#since = now;
  }
}
