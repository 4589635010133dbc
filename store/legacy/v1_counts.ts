/**
 * Counts of filtered lists, remembered for the pages after the first: whoever pages through a list would otherwise count
 * it once a page. In the object's memory only, and few: an object that wakes counts anew.
 */
import type { CountedList } from "../../contracts/counted.ts";
import type { Reader } from "../database.ts";

/** Milliseconds. */
const FRESH_FOR = 5 * 60_000;
/** Counts of one object; a key is a query, of at most as many bytes as a URL. */
const MOST = 100;

interface Remembered {
  readonly count: number;
  readonly at: number;
}

export class Counts {
  /** The oldest first, as they were inserted. */
  readonly #known = new Map<string, Remembered>();

  /** What is remembered for a page. The first page has it counted anew. `now` in milliseconds. */
  recall(key: string, page: number, now: number): number | undefined {
    const known = page > 1 ? this.#known.get(key) : undefined;
    return known !== undefined && now - known.at < FRESH_FOR ? known.count : undefined;
  }

  remember(key: string, count: number, now: number): void {
    this.#known.delete(key);
    this.#known.set(key, { count, at: now });
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST && oldest !== undefined) this.#known.delete(oldest);
  }
}

/** An object has one reader as long as it is awake, so what is remembered goes with it. */
const REMEMBERED = new WeakMap<Reader, Counts>();

interface Asked {
  readonly list: CountedList;
  readonly query: unknown;
  readonly page: number;
}

/** For a count that takes its time; `count` is undefined where it has to be taken. */
export function rememberedCount(
  db: Reader,
  { list, query, page }: Asked,
): { readonly count: number | undefined; readonly remember: (count: number) => void } {
  const counts = REMEMBERED.get(db) ?? new Counts();
  REMEMBERED.set(db, counts);
  const key = JSON.stringify([list, query]);
  return {
    count: counts.recall(key, page, Date.now()),
    remember: (count) => counts.remember(key, count, Date.now()),
  };
}

export function filteredCount(db: Reader, asked: Asked, count: () => number): number {
  const remembered = rememberedCount(db, asked);
  if (remembered.count !== undefined) return remembered.count;
  const counted = count();
  remembered.remember(counted);
  return counted;
}
