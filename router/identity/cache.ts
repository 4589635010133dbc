/**
 * A bounded cache of lookups for one isolate. Found and not found are both kept, each for its own time:
 * a revoked key works for at most `foundMs` more, a key made a moment ago is seen after `missedMs`.
 * The clock is passed in.
 */

export interface CacheLimits {
  readonly entries: number;
  readonly foundMs: number;
  readonly missedMs: number;
}

export interface Entry<T> {
  /** Null: looked up and not found. */
  readonly value: T | null;
  readonly until: number;
}

export class LookupCache<T> {
  /** In order of insertion, so that the first is the oldest. Never more than `limits.entries`. */
  readonly #entries = new Map<string, Entry<T>>();
  readonly #limits: CacheLimits;

  constructor(limits: CacheLimits) {
    this.#limits = limits;
  }

  /** Also returns entries past their time: `until` tells, and a stale answer beats none while the object is down. */
  get(name: string): Entry<T> | undefined {
    return this.#entries.get(name);
  }

  put(name: string, value: T | null, now: number): void {
    this.#entries.delete(name);
    if (this.#entries.size >= this.#limits.entries) {
      const oldest = this.#entries.keys().next();
      if (oldest.done !== true) this.#entries.delete(oldest.value);
    }
    this.#entries.set(name, { value, until: now + (value === null ? this.#limits.missedMs : this.#limits.foundMs) });
  }

  clear(): void {
    this.#entries.clear();
  }

  get size(): number {
    return this.#entries.size;
  }
}
