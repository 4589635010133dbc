/** A map that never grows beyond its bound: the entry that was made first goes. */
export class Bounded<T> {
  readonly #entries = new Map<string, T>();
  readonly #bound: number;

  constructor(bound: number) {
    this.#bound = bound;
  }

  get(name: string): T | undefined {
    return this.#entries.get(name);
  }

  put(name: string, value: T): void {
    if (this.#entries.size >= this.#bound) {
      const first = this.#entries.keys().next();
      if (first.done !== true) this.#entries.delete(first.value);
    }
    this.#entries.set(name, value);
  }

  get size(): number {
    return this.#entries.size;
  }
}
