/**
 * A bounded cache of lookups for one isolate. Found and not found are both kept, each for its own time: a revoked
 * key works for at most `foundMs` more, a key made a moment ago is seen after `missedMs`. They are kept apart, so that
 * a flood of wrong keys pushes out only wrong keys. The clock is passed in.
 */

export interface CacheLimits {
  /** Entries found. */
  readonly found: number;
  /** Entries not found. */
  readonly missed: number;
  readonly foundMs: number;
  readonly missedMs: number;
  /** How long after its time a found one may still serve, while nobody can be asked. */
  readonly staleMs: number;
}

export interface Entry<T> {
  /** Null: looked up and not found. */
  readonly value: T | null;
  /** Until when the answer needs no new lookup. */
  readonly until: number;
}

export class LookupCache<T> {
  /** Both in order of insertion, so that the first is the oldest; never more than the limits. A name is in one. */
  readonly #found = new Map<string, { readonly value: T; readonly until: number }>();
  readonly #missed = new Map<string, { readonly value: null; readonly until: number }>();
  readonly #limits: CacheLimits;

  constructor(limits: CacheLimits) {
    this.#limits = limits;
  }

  /** Also returns entries past their time: `until` tells. */
  get(name: string): Entry<T> | undefined {
    return this.#found.get(name) ?? this.#missed.get(name);
  }

  /** A found one, however old. */
  has(name: string): boolean {
    return this.#found.has(name);
  }

  /** What was found for a name when somebody could still be asked; null when that is too long ago. */
  stale(name: string, now: number): T | null {
    const entry = this.#found.get(name);
    return entry !== undefined && now < entry.until + this.#limits.staleMs ? entry.value : null;
  }

  put(name: string, value: T | null, now: number): void {
    const { found, missed, foundMs, missedMs } = this.#limits;
    this.#found.delete(name);
    this.#missed.delete(name);
    if (value === null) renew(this.#missed, name, { value, until: now + missedMs }, missed);
    else renew(this.#found, name, { value, until: now + foundMs }, found);
  }

  clear(): void {
    this.#found.clear();
    this.#missed.clear();
  }

  get size(): number {
    return this.#found.size + this.#missed.size;
  }
}

/** An entry in use is looked up again every `foundMs` and is then the newest: the oldest is one that nobody uses. */
function renew<E>(entries: Map<string, E>, name: string, entry: E, limit: number): void {
  if (entries.size >= limit) {
    const oldest = entries.keys().next();
    if (oldest.done !== true) entries.delete(oldest.value);
  }
  entries.set(name, entry);
}
