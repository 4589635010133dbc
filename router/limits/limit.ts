/**
 * May this request, now? Answered from the isolate's lease, without a promise, in the usual case; else by one call
 * to the limiter object that all who wait for it share.
 */
import type { Spent } from "./holder.ts";
import { Holder } from "./holder.ts";
import type { RateLimiter } from "./limiter.ts";
import type { LimitSet } from "./rules.ts";
import { Bounded } from "./bounded.ts";
import { ask, queue, type Line } from "./waiting.ts";

export type LimiterNamespace = DurableObjectNamespace<RateLimiter>;

/** One request's question. */
export interface Question {
  readonly limiters: LimiterNamespace;
  readonly ctx: Pick<ExecutionContext, "waitUntil">;
  /** Name of the limiter object: an account's or an address's. */
  readonly name: string;
  readonly set: LimitSet;
  /** Decides what happens while the object does not answer, where the policy does not say. */
  readonly keyed: boolean;
  readonly now: number;
}

export interface Refused {
  readonly kind: "refused";
  readonly holder: Holder;
  /** Milliseconds from now until one more request would pass. */
  readonly retryMs: number;
  /** Policies, by name. */
  readonly violated: readonly string[];
}

export type Decision =
  /** `fallback`: the object did not answer, the policy decided. */
  | { readonly kind: "admitted"; readonly holder: Holder; readonly fallback: boolean }
  | Refused
  /** The object does not answer, and the policy is to refuse then. */
  | { readonly kind: "reduced"; readonly holder: Holder };

interface Entry extends Line {
  /** Made once: the usual decision allocates nothing. */
  readonly admitted: Decision;
}

/**
 * About 1 kB each. The oldest goes first; its lease is then lost, which only under-admits. Apart, so that a flood of
 * addresses costs no account its lease.
 */
const accounts = new Bounded<Entry>(10_000);
const addresses = new Bounded<Entry>(10_000);
/** The isolate's name, and how many holders it has made: no two holders anywhere share a name. */
let isolate: string | null = null;
let made = 0;

export function limit(question: Question): Decision | Promise<Decision> {
  const entry = entryOf(question);
  const spent = entry.holder.spend(question.now, question.set.cost);
  switch (spent.kind) {
    case "spent":
      if (entry.holder.wantsMore(question.now)) question.ctx.waitUntil(ask(entry, question));
      return entry.admitted;
    case "denied":
      return refused(entry, spent);
    case "ask":
      return wait(entry, question);
  }
}

/** Whether a request of an address would be refused without a call; null when only the object can tell. Charges nothing. */
export function refusedAlready(name: string, set: LimitSet, now: number): Refused | null {
  const entry = addresses.get(keyOf(name, set));
  const denied = entry?.holder.refuses(now, set.cost) ?? null;
  return entry === undefined || denied === null ? null : refused(entry, denied);
}

async function wait(entry: Entry, question: Question): Promise<Decision> {
  const outcome = await queue(entry, question);
  switch (outcome.kind) {
    case "admitted":
      return entry.admitted;
    case "denied":
      return refused(entry, outcome);
    case "silent":
      return fallBack(entry, question);
  }
}

/** The object does not answer: a bounded allowance, repaid when it does, or a refusal. */
function fallBack({ holder }: Entry, { set, keyed, now }: Question): Decision {
  const deny = set.policies.some(
    ({ mode, onFailure }) => mode === "enforce" && (onFailure === "deny" || (onFailure === null && !keyed)),
  );
  const shadow = set.policies.every(({ mode }) => mode === "shadow");
  if (shadow || (!deny && holder.overdraw(now, set.cost, allowanceOf(set, holder, now))))
    return { kind: "admitted", holder, fallback: true };
  return { kind: "reduced", holder };
}

/** As much as may sit unreported in isolates anyway, and one request at least. An account may have less than the table says. */
function allowanceOf({ policies, cost }: LimitSet, holder: Holder, now: number): number {
  const own = new Map(holder.standings(now).map(({ name, quota }) => [name, quota]));
  const shares = policies.map((policy) => {
    const quota = policy.kind === "window" ? policy.limit : policy.burst;
    return policy.atRisk * Math.min(quota, own.get(policy.name) ?? quota);
  });
  return Math.max(cost, Math.floor(Math.min(...shares)));
}

function refused({ holder }: Entry, denied: Pick<Extract<Spent, { kind: "denied" }>, "retryMs" | "violated">): Refused {
  return { kind: "refused", holder, retryMs: denied.retryMs, violated: denied.violated };
}

function entryOf({ name, set, keyed }: Question): Entry {
  const entries = keyed ? accounts : addresses;
  const key = keyOf(name, set);
  const known = entries.get(key);
  if (known !== undefined) return known;
  // Not at the top: an isolate has no random numbers before its first request.
  isolate ??= crypto.randomUUID();
  const holder = new Holder(`${isolate}.${(made += 1)}`, set.policies);
  const entry: Entry = { holder, waiting: [], admitted: { kind: "admitted", holder, fallback: false } };
  entries.put(key, entry);
  return entry;
}

function keyOf(name: string, set: LimitSet): string {
  return `${name} ${set.id}`;
}
