/**
 * Everything the object of one caller decides, over plain data. Its invariant: a token granted until `expiry`
 * counts until `expiry` has left the window, and grants are made only while what counts is within the limit.
 * So messages may get lost, be repeated or come late, and isolates may die: tokens get lost, never found.
 */
import { dropSettled, forget, mind, record, settle, type Lease, type Report } from "./leases.ts";
import { LONGEST_LEASE, MOST_ISOLATES, PLENTY } from "./numbers.ts";
import { leaseTtlOf, spanOf, type Policy } from "./policy.ts";
import { sizeOf } from "./size.ts";
import { adopt, advance, available, deduct, open, standing, wait, type Standing, type Tally } from "./tally.ts";

export type { Report } from "./leases.ts";
export type { Standing } from "./tally.ts";

export interface Take {
  /** Of one holder: nobody else ever uses this name. */
  readonly isolate: string;
  /** Greater with each take; the same when a take is tried once more. Names the lease too. */
  readonly seq: number;
  readonly want: number;
  /** Tokens that requests wait for, a multiple of the cost; 0: nobody waits. */
  readonly min: number;
  readonly cost: number;
  readonly reports: readonly Report[];
  /** Tokens spent while the object did not answer: charged without a check. */
  readonly debt: number;
  readonly policies: readonly Policy[];
}

export interface Taken {
  /** 0: none. */
  readonly lease: number;
  readonly n: number;
  /** From when the take was sent; 0: only for those who wait for this very answer. */
  readonly ttlMs: number;
  /** 0 when everything asked for was granted; else the exact wait until one more request of this cost would pass. */
  readonly retryMs: number;
  /** Policies that refused, by name. */
  readonly violated: readonly string[];
  /** Shadow policies that would have. */
  readonly shadowed: readonly string[];
  readonly standings: readonly Standing[];
}

/** The last take of a holder. */
interface Known {
  readonly isolate: string;
  readonly seq: number;
  readonly n: number;
  /** 0: it was no lease. */
  readonly expiry: number;
  readonly at: number;
}

/** The stored row: JSON, bounded (400 cells a policy, 256 leases, 64 holders). */
export interface LedgerState {
  /** The latest clock seen. It never runs backwards: what has been freed would count for too short. */
  last: number;
  readonly tallies: Record<string, Tally>;
  /** Those whose report could still change anything; the oldest first. */
  readonly leases: Lease[];
  /** Whoever asked last is last. */
  readonly known: Known[];
}

const NOTHING: Taken = { lease: 0, n: 0, ttlMs: 0, retryMs: 0, violated: [], shadowed: [], standings: [] };

export class Ledger {
  readonly state: LedgerState;

  /** @param state as it was stored, which it takes over; null: of a caller who was never limited */
  constructor(state: LedgerState | null) {
    this.state = state ?? { last: 0, tallies: {}, leases: [], known: [] };
  }

  /**
   * @param clock the object's, as it is
   * @returns `granted`: the state must be stored before the answer leaves. Else it need not be: what a refused
   *   take has reported may get lost, the holder reports it until a grant has confirmed it.
   */
  take(take: Take, clock: number): { taken: Taken; granted: boolean } {
    const { state } = this;
    if (take.policies.length === 0) {
      return { taken: { ...NOTHING, n: Math.max(PLENTY, take.want), ttlMs: LONGEST_LEASE }, granted: false };
    }
    const now = Math.max(clock, state.last);
    state.last = now;
    const known = state.known.find(({ isolate }) => isolate === take.isolate);
    // Overtaken by a later take, which has said that it holds no such lease.
    if (known !== undefined && take.seq < known.seq) return { taken: NOTHING, granted: false };
    const repeated = known?.seq === take.seq;
    const tallies = this.#tallies(take.policies, now);
    if (repeated && known.n > 0) return { taken: repeatOf(known, now, tallies), granted: false };

    for (const report of take.reports) settle(state, take.isolate, report, now);
    const debt = repeated ? 0 : take.debt;
    if (debt > 0) for (const tally of tallies) deduct(tally, debt, now, false);

    const ttl = leaseTtlOf(take.policies);
    const asked = take.min > 0 || take.want > 0;
    const short = (tally: Tally) => asked && available(tally) < Math.max(take.min, take.cost);
    const shadowed = tallies.filter((tally) => tally.policy.mode === "shadow" && short(tally));
    const n = asked ? sizeOf(take, tallies, ttl > 0, this.#active(take.isolate, now - 2 * ttl)) : 0;
    const expiry = now + ttl;
    const rooms = Object.fromEntries(tallies.map((tally) => [tally.policy.name, chargeable(tally, n)]));
    if (n > 0) for (const tally of tallies) deduct(tally, rooms[tally.policy.name] ?? n, expiry, ttl > 0);
    if (n > 0 && ttl > 0) record(state, { isolate: take.isolate, seq: take.seq, n, used: 0, expiry, rooms });
    this.#remember({ isolate: take.isolate, seq: take.seq, n, expiry: ttl > 0 ? expiry : 0, at: now });
    this.#drop(now);

    const refuses = (tally: Tally) => tally.policy.mode === "enforce" && available(tally) < take.cost;
    const violated = asked && n < Math.max(take.min, take.cost) ? tallies.filter(refuses) : [];
    const retry = Math.max(0, ...violated.map((tally) => wait(tally, take.cost)));
    const taken: Taken = {
      lease: n > 0 && ttl > 0 ? take.seq : 0,
      n,
      ttlMs: n > 0 ? ttl : 0,
      // After its clock has stepped back the object stands still until it has caught up.
      retryMs: retry > 0 ? Math.ceil(retry + now - clock) : 0,
      violated: violated.map(({ policy }) => policy.name),
      shadowed: shadowed.map(({ policy }) => policy.name),
      // What a shadow policy was not charged for is held all the same: the holder adds it, and comes to what is left.
      standings: tallies.map((tally) => {
        const stands = standing(tally);
        return { ...stands, remaining: stands.remaining - (n - (rooms[tally.policy.name] ?? n)) };
      }),
    };
    return { taken, granted: n > 0 || debt > 0 };
  }

  /** From this instant on nothing of it counts any more: two idle windows. */
  idleAt(): number {
    return Math.max(0, ...Object.values(this.state.tallies).map(({ asked, policy }) => asked + 2 * spanOf(policy)));
  }

  /** Those asked for, as they stand now and under the numbers they have now. */
  #tallies(policies: readonly Policy[], now: number): Tally[] {
    const { state } = this;
    return policies.map((policy) => {
      let tally = state.tallies[policy.name];
      if (tally !== undefined) {
        advance(tally, now);
        mind(state, tally);
        if (!adopt(tally, policy)) {
          forget(state, policy.name);
          tally = undefined;
        }
      }
      tally ??= open(policy, now);
      state.tallies[policy.name] = tally;
      tally.asked = now;
      // A window that has become shorter lets go at once, a bucket that has become smaller runs over.
      advance(tally, now);
      return tally;
    });
  }

  #active(isolate: string, since: number): number {
    return 1 + this.state.known.filter((known) => known.isolate !== isolate && known.at > since).length;
  }

  #remember(known: Known): void {
    const { state } = this;
    const at = state.known.findIndex(({ isolate }) => isolate === known.isolate);
    if (at >= 0) state.known.splice(at, 1);
    state.known.push(known);
    if (state.known.length > MOST_ISOLATES) state.known.shift();
  }

  #drop(now: number): void {
    const { state } = this;
    for (const [name, { asked, policy }] of Object.entries(state.tallies)) {
      if (asked + 2 * spanOf(policy) > now) continue;
      forget(state, name);
    }
    dropSettled(state, now);
  }
}

/** A shadow policy counts what it would have let pass, so that what it reports is what it would do. */
function chargeable(tally: Tally, n: number): number {
  return tally.policy.mode === "enforce" ? n : Math.min(n, Math.max(0, available(tally)));
}

/** The same lease, for what is left of its time: the holder counts from when it sent this repetition. */
function repeatOf({ seq, n, expiry }: Known, now: number, tallies: readonly Tally[]): Taken {
  const standings = tallies.map(standing);
  if (expiry === 0) return { ...NOTHING, n, standings };
  // Over: with a ttl of 0 it would be spent after all. Whoever waits asks again.
  if (expiry <= now) return { ...NOTHING, standings };
  return { ...NOTHING, lease: seq, n, ttlMs: expiry - now, standings };
}
