/**
 * One isolate's side of a limit, for one caller and one set of policies: it spends what it was granted without
 * asking, and asks before that is gone. A state machine: the clock is passed in, the calls are somebody else's.
 * No token is spent after its lease is over, counted from when its take was sent (rule 3). A clock that is seen
 * going back drops every lease; one that is set back and catches up between two looks nobody can notice.
 *
 * A request: `spend`. "ask": wait; when it `mayAsk`, `begin` with the tokens waited for, send the take, and give
 * the answer to `settle` or, when there is none, call `fail`. After `settle` the first of those who waited when
 * the take was begun have what was admitted; whoever came later calls `spend` again. After a "spent":
 * `wantsMore`, then `begin` with 0. Only the answer to the last attempt may be settled.
 */
import { Breaker } from "./breaker.ts";
import type { Standing, Take, Taken } from "./ledger.ts";
import { denialOf, denied, type Denial, type Denied } from "./denial.ts";
import { GUARD, WORTH_RETURNING } from "./numbers.ts";
import { Pace } from "./pace.ts";
import { leaseTtlOf, type Policy } from "./policy.ts";
import { Purse } from "./purse.ts";

export type Spent = { readonly kind: "spent" } | Denied | { readonly kind: "ask" };

export interface Settled {
  /** Tokens for those who waited when the take was begun, first come first. */
  readonly admitted: number;
  /** For the rest of those; null: they ask again. */
  readonly denied: Denied | null;
}

interface Flight {
  readonly take: Take;
  readonly waiting: number;
  /** When its last attempt was sent. */
  sent: number;
}

const SPENT: Spent = { kind: "spent" };
const ASK: Spent = { kind: "ask" };

export class Holder {
  readonly #isolate: string;
  readonly #policies: readonly Policy[];
  readonly #ttl: number;
  readonly #purse = new Purse();
  readonly #pace = new Pace();
  readonly #breaker = new Breaker();
  /** The latest clock seen. */
  #seen = -Infinity;
  #seq = 0;
  #flight: Flight | null = null;
  #denial: Denial | null = null;
  #debt = 0;
  /** With fewer tokens than this more are fetched ahead; 0: none are. */
  #low = 0;
  #standings: readonly Standing[] = [];
  #answered = 0;

  /** @param isolate a name that no other holder has or had, in this isolate or another one */
  constructor(isolate: string, policies: readonly Policy[]) {
    this.#isolate = isolate;
    this.#policies = policies;
    this.#ttl = leaseTtlOf(policies);
  }

  /** Takes a request's tokens out of what is held; one that is refused changes nothing. */
  spend(now: number, cost: number): Spent {
    if (now >= this.#seen && this.#purse.spend(now, cost)) {
      this.#seen = now;
      return SPENT;
    }
    this.#watch(now);
    if (this.#purse.spendNext(now, cost)) return SPENT;
    return denied(this.#denial, now, cost) ?? ASK;
  }

  /** What `spend` would answer if it were a refusal; null: it would not, or only the object can tell. */
  refuses(now: number, cost: number): Denied | null {
    this.#watch(now);
    return this.#purse.left(now) >= cost ? null : denied(this.#denial, now, cost);
  }

  /** Whether to begin a take that nobody waits for: less than two round trips' worth is left. */
  wantsMore(now: number): boolean {
    return this.#low > 0 && this.#purse.isLow(now, this.#low, this.#pace.ahead) && this.mayAsk(now);
  }

  /** Whether a call may be made: none is under way, and the last one was answered or is long enough ago. */
  mayAsk(now: number): boolean {
    return this.#flight === null && this.#breaker.closed(now);
  }

  /** Whether a take is under way, whose answer requests can wait for. */
  get asking(): boolean {
    return this.#flight !== null;
  }

  /**
   * @param waiting tokens that requests wait for; 0: it is fetched ahead
   * @param cost of the request that asks
   */
  begin(now: number, waiting: number, cost: number): Take {
    this.#watch(now);
    this.#purse.retire(now);
    this.#pace.spent(this.#purse.spent() + waiting, now);
    const min = Math.ceil(waiting / cost) * cost;
    const want = Math.max(min, cost, Math.ceil(this.#pace.expected(this.#ttl)));
    const take = this.#next({ want, min, cost }, this.#debt);
    this.#flight = { take, waiting, sent: now };
    return take;
  }

  /** The take under way once more, counted from now. Only when the attempt before is over. */
  again(now: number): Take {
    if (this.#flight === null) throw new Error("There is no take to repeat: begin one.");
    this.#watch(now);
    this.#flight.sent = now;
    return this.#flight.take;
  }

  settle(taken: Taken, now: number): Settled {
    this.#watch(now);
    const flight = this.#flight;
    if (flight === null) return { admitted: 0, denied: null };
    const { sent, take, waiting } = flight;
    this.#flight = null;
    this.#denial = null;
    this.#debt -= take.debt;
    this.#breaker.answered();
    this.#pace.answered(now - sent);
    this.#standings = taken.standings;
    this.#answered = now;
    // Only what a grant has stored is sure to be known.
    if (taken.n > 0) this.#purse.confirmed(take.reports);

    const admitted = this.#receive(taken, sent, waiting, now);
    this.#plan(taken, take.cost);
    if (taken.retryMs === 0) return { admitted, denied: null };
    this.#denial = denialOf(taken, sent, now, take.cost);
    return { admitted, denied: { kind: "denied", retryMs: taken.retryMs, violated: taken.violated } };
  }

  /** The take is over without an answer. Whether it was granted nobody here knows: it is given back unseen. */
  fail(now: number): void {
    this.#watch(now);
    if (this.#flight === null) return;
    this.#purse.decline(this.#flight.take.seq, 0);
    this.#flight = null;
    this.#breaker.failed(now);
  }

  /**
   * Lets a request pass while the object does not answer.
   * @param allowance the most tokens that may be owed; the next take tells of them and repays them
   */
  overdraw(now: number, cost: number, allowance: number): boolean {
    this.#watch(now);
    if (this.#debt + cost > allowance) return false;
    this.#debt += cost;
    return true;
  }

  /** As the last answer had them, with what is held here. Empty before the first one. */
  standings(now: number): readonly Standing[] {
    const held = this.#purse.left(now);
    const elapsed = Math.max(0, now - this.#answered);
    return this.#standings.map((standing) => {
      const resetMs = Math.max(0, standing.resetMs - elapsed);
      return { ...standing, remaining: standing.remaining + held, resetMs };
    });
  }

  /** When the last lease is over; null: none is held. Then `closing` may have something to send. */
  get until(): number | null {
    return this.#purse.until;
  }

  /**
   * When leases are over: a take that asks for nothing and gives back what they had left, if that is worth a
   * call (rule 9). To be sent and forgotten: requests do not wait for it, its answer must not be settled.
   */
  closing(now: number): Take | null {
    this.#watch(now);
    this.#purse.retire(now);
    if (this.#purse.unused < WORTH_RETURNING || this.#purse.left(now) > 0 || !this.mayAsk(now)) return null;
    return this.#next({ want: 0, min: 0, cost: 1 }, 0);
  }

  #next(wish: Pick<Take, "want" | "min" | "cost">, debt: number): Take {
    this.#seq += 1;
    const [isolate, policies] = [this.#isolate, this.#policies];
    return { isolate, seq: this.#seq, ...wish, reports: this.#purse.reports(), debt, policies };
  }

  /** Tokens for those who wait; what is left of a lease that is not over yet is held. */
  #receive({ lease, n, ttlMs }: Taken, sent: number, waiting: number, now: number): number {
    const admitted = Math.min(n, waiting);
    if (n > 0 && ttlMs === 0) {
      this.#purse.passThrough(admitted);
      return admitted;
    }
    const deadline = sent + ttlMs - GUARD;
    if (n > 0 && now >= deadline) this.#purse.decline(lease, n);
    if (n === 0 || now >= deadline) return 0;
    this.#purse.add(lease, n, admitted, deadline);
    return admitted;
  }

  /** When to fetch ahead: not at a pace at which most of a lease would run out, nor after a refusal. */
  #plan({ n, ttlMs }: Taken, cost: number): void {
    const worth = n > 0 && this.#pace.expected(ttlMs) >= 2 * cost;
    this.#low = worth ? Math.max(cost, Math.ceil(this.#pace.expected(this.#pace.ahead))) : 0;
  }

  /** A clock that goes back would make leases longer: none is kept, nor one that is under way. */
  #watch(now: number): void {
    if (now < this.#seen) {
      this.#purse.retire(Infinity);
      this.#pace.restart(now);
      this.#denial = null;
      if (this.#flight !== null) this.#flight.sent = -Infinity;
    }
    this.#seen = now;
  }
}
