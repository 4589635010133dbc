/**
 * Subscribers that failed several times in a row are left alone for a while: their deliveries wait without a try, and
 * then one goes ahead of the others to see. So one dead receiver with a thousand deliveries, or one that never answers,
 * takes at most one turn from the others at a time. Kept in memory: an object that starts
 * anew learns it again from a few failures.
 */
import type { Micros } from "../../contracts/records.ts";
import { FAILURES_BEFORE_REST, LONGEST_REST_S } from "./numbers.ts";

/** Microseconds. Pure. */
export function restAfter(failures: number): Micros {
  if (failures < FAILURES_BEFORE_REST) return 0;
  return Math.min(2 ** (failures - FAILURES_BEFORE_REST), LONGEST_REST_S) * 1_000_000;
}

export class Rests {
  /** Only of subscribers whose last try failed. */
  readonly #failing = new Map<number, { readonly failures: number; readonly until: Micros }>();

  /** The instant from which the subscriber may be tried; 0: at any time. */
  until(subscriber: number): Micros {
    return this.#failing.get(subscriber)?.until ?? 0;
  }

  /** Before a try. While one that has failed so often is seen to, nobody else goes there. */
  begins(subscriber: number, patience: Micros, now: Micros): void {
    const failing = this.#failing.get(subscriber);
    if (failing === undefined || failing.failures < FAILURES_BEFORE_REST) return;
    this.#failing.set(subscriber, { ...failing, until: now + patience });
  }

  tried(subscriber: number, success: boolean, now: Micros): void {
    if (success) {
      this.#failing.delete(subscriber);
      return;
    }
    const failures = (this.#failing.get(subscriber)?.failures ?? 0) + 1;
    this.#failing.set(subscriber, { failures, until: now + restAfter(failures) });
  }

  /** One that is gone. */
  forget(subscriber: number): void {
    this.#failing.delete(subscriber);
  }
}
