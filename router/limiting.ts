/** Who is limited by what: accounts by the version's policies, addresses where no good key came. */
import type { Env } from "./env.ts";
import type { Caller } from "./identity/keys.ts";
import { addressLimiter } from "./limits/client-address.ts";
import { LIMIT_FIELD, limitField, POLICY_FIELD, policyField } from "./limits/fields.ts";
import type { Holder } from "./limits/holder.ts";
import { limit, refusedAlready, type Decision, type Refused } from "./limits/limit.ts";
import { limiterOf } from "./limits/override.ts";
import { setFor, type LimitSet } from "./limits/rules.ts";
import type { Refusal } from "./refusal.ts";
import type { Registry } from "./version/registry.ts";
import type { Visit } from "./visit.ts";
import type { Destination } from "./forward.ts";

/** What a decision means for the request, and for the fields of its answer. */
export interface Limited {
  readonly refusal: Refusal | null;
  /** Null: nothing limits this request. */
  readonly holder: Holder | null;
  readonly fallback: boolean;
}

const UNLIMITED: Limited = { refusal: null, holder: null, fallback: false };

/** Step 8. Without a promise while there is a lease. */
export function limitRequest(
  visit: Visit,
  env: Env,
  registry: Registry,
  to: Destination,
  caller: Caller | null,
): Limited | Promise<Limited> {
  const set = setFor(registry.limits, to.version, visit.request.method, to.rest, caller?.role ?? null);
  if (set === null) return UNLIMITED;
  const decision = decide(visit, env, set, caller);
  return decision instanceof Promise ? decision.then(meant) : meant(decision);
}

/** Charges the address of a request that was refused before any account was asked; its own refusal is another matter. */
export async function chargeAddress(visit: Visit, env: Env, registry: Registry): Promise<Limited> {
  const { anonymous } = registry.limits;
  return anonymous === null ? UNLIMITED : meant(await decide(visit, env, anonymous, null));
}

/** An address that has used up what strangers have. */
export interface Exhausted {
  readonly kind: "exhausted";
  readonly refusal: Refusal;
  readonly holder: Holder;
}

/** Known here, without a call and without a charge; null when nothing is known against the address. */
export function addressRefused(visit: Visit, { limits: { anonymous } }: Registry): Exhausted | null {
  const refused = anonymous === null ? null : refusedAlready(addressOf(visit), anonymous, visit.now);
  return refused === null ? null : { kind: "exhausted", refusal: quotaExceeded(refused), holder: refused.holder };
}

/** The worker's own are dropped: the router owns them. */
export function reportLimits(headers: Headers, holder: Holder | null, now: number): void {
  const standings = holder?.standings(now) ?? [];
  if (standings.length === 0) {
    headers.delete(LIMIT_FIELD);
    headers.delete(POLICY_FIELD);
    return;
  }
  headers.set(POLICY_FIELD, policyField(standings));
  headers.set(LIMIT_FIELD, limitField(standings));
}

function decide(visit: Visit, env: Env, set: LimitSet, caller: Caller | null): Decision | Promise<Decision> {
  const name = caller === null ? addressOf(visit) : limiterOf(caller.account);
  return limit({ limiters: env.LIMITER, ctx: visit.ctx, name, set, keyed: caller !== null, now: visit.now });
}

function meant(decision: Decision): Limited {
  const { holder } = decision;
  switch (decision.kind) {
    case "admitted":
      return { refusal: null, holder, fallback: decision.fallback };
    case "refused":
      return { refusal: quotaExceeded(decision), holder, fallback: false };
    case "reduced":
      return { refusal: { kind: "temporary-reduced-capacity" }, holder: null, fallback: true };
  }
}

function quotaExceeded({ violated, retryMs }: Refused): Refusal {
  return { kind: "quota-exceeded", violated, retryMs };
}

function addressOf({ request }: Visit): string {
  return addressLimiter(request.headers.get("CF-Connecting-IP"));
}
