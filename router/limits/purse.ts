/**
 * The leases an isolate holds of one limit, and what it has to tell about them. A report is final: what is
 * closed is out of the purse before anybody hears of it (rule 5).
 */
import type { Report } from "./leases.ts";
import { MOST_REPORTS } from "./numbers.ts";

interface Held {
  /** 0: nobody wants a report of it. */
  readonly lease: number;
  readonly n: number;
  left: number;
  /** From this instant of the isolate's clock on none of it may be spent. */
  readonly deadline: number;
}

const NONE: Held = { lease: 0, n: 0, left: 0, deadline: -Infinity };

export class Purse {
  /** Spent first; the one after it was fetched ahead. */
  #current: Held = NONE;
  #next: Held[] = [];
  /** Closed leases whose report no stored take has carried yet: told again until one has. */
  #closed: Report[] = [];
  /** Tokens spent of leases that are closed. */
  #spent = 0;
  /** Unused tokens of closed leases, not yet told. */
  #unused = 0;

  /** The usual case, and all that it costs. */
  spend(now: number, cost: number): boolean {
    const held = this.#current;
    if (cost > held.left || now >= held.deadline) return false;
    held.left -= cost;
    return true;
  }

  /** The same where the first lease is not enough: it is closed when another one takes its place. */
  spendNext(now: number, cost: number): boolean {
    this.retire(now);
    while (cost > this.#current.left) {
      const next = this.#next.shift();
      if (next === undefined) return false;
      this.#close(this.#current);
      this.#current = next;
    }
    return this.spend(now, cost);
  }

  /** @param spent tokens of it that are gone already: those waited for */
  add(lease: number, n: number, spent: number, deadline: number): void {
    const held = { lease, n, left: n - spent, deadline };
    if (this.#current === NONE) this.#current = held;
    else this.#next.push(held);
  }

  /** Gives back what is not to be had any more, or may never have been. */
  decline(lease: number, n: number): void {
    this.#close({ lease, n, left: n, deadline: -Infinity });
  }

  /** Tokens that were spent without ever being held. */
  passThrough(spent: number): void {
    this.#spent += spent;
  }

  /** Closes what is over or used up. */
  retire(now: number): void {
    const over = ({ left, deadline }: Held) => left <= 0 || now >= deadline;
    if (over(this.#current)) {
      this.#close(this.#current);
      this.#current = NONE;
    }
    if (this.#next.some(over)) {
      for (const held of this.#next.filter(over)) this.#close(held);
      this.#next = this.#next.filter((held) => !over(held));
    }
    if (this.#current === NONE) this.#current = this.#next.shift() ?? NONE;
  }

  /** Whether fewer than `low` tokens are left, or less than `ahead` milliseconds, and nothing comes after. */
  isLow(now: number, low: number, ahead: number): boolean {
    return this.#next.length === 0 && (this.#current.left < low || this.#current.deadline - now < ahead);
  }

  /** Of all leases that something is to be told of. Whoever sends them has told of what was unused. */
  reports(): Report[] {
    this.#unused = 0;
    const open = this.#held().filter(({ lease }) => lease !== 0);
    return [...this.#closed, ...open.map((held) => reportOf(held, false))];
  }

  /** These have been stored where they were sent. */
  confirmed(reports: readonly Report[]): void {
    this.#closed = this.#closed.filter((report) => !reports.includes(report));
  }

  /** Tokens that can still be spent. */
  left(now: number): number {
    return this.#held().reduce((sum, { left, deadline }) => sum + (now < deadline ? left : 0), 0);
  }

  /** Tokens spent since the beginning. */
  spent(): number {
    return this.#held().reduce((sum, { n, left }) => sum + n - left, this.#spent);
  }

  /** Null: nothing is held. */
  get until(): number | null {
    return this.#held().at(-1)?.deadline ?? null;
  }

  get unused(): number {
    return this.#unused;
  }

  #held(): Held[] {
    return this.#current === NONE ? this.#next : [this.#current, ...this.#next];
  }

  #close(held: Held): void {
    this.#spent += held.n - held.left;
    if (held.lease === 0) return;
    this.#unused += held.left;
    this.#closed.push(reportOf(held, true));
    if (this.#closed.length > MOST_REPORTS) this.#closed.shift();
  }
}

function reportOf({ lease, n, left }: Held, closed: boolean): Report {
  return { lease, used: n - left, closed };
}
