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

  /** The first page counts; later ones take what was counted, while it is fresh. `now` in milliseconds. */
  of(key: string, page: number, now: number, count: () => number): number {
    const known = page > 1 ? this.#known.get(key) : undefined;
    if (known !== undefined && now - known.at < FRESH_FOR) return known.count;
    const counted = count();
    this.#known.delete(key);
    this.#known.set(key, { count: counted, at: now });
    const [oldest] = this.#known.keys();
    if (this.#known.size > MOST && oldest !== undefined) this.#known.delete(oldest);
    return counted;
  }
}

/** An object has one reader as long as it is awake, so what is remembered goes with it. */
const REMEMBERED = new WeakMap<Reader, Counts>();

export function filteredCount(
  db: Reader,
  asked: { readonly list: CountedList; readonly query: unknown; readonly page: number },
  count: () => number,
): number {
  const counts = REMEMBERED.get(db) ?? new Counts();
  REMEMBERED.set(db, counts);
  return counts.of(JSON.stringify([asked.list, asked.query]), asked.page, Date.now(), count);
}
