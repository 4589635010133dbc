/**
 * The header-only router, and one call to a limiter object for every request: what limits cost without leases. The
 * object is the real one under a policy that takes none, so that each call is decided and stored like any other.
 */
import headers from "./headers.ts";
import type { Take } from "../../router/limits/ledger.ts";
import type { RateLimiter } from "../../router/limits/limiter.ts";

interface Env {
  readonly V2: Fetcher;
  readonly LIMITER: DurableObjectNamespace<RateLimiter>;
}

/** A window too short for leases, and wide enough for any load. */
const POLICY = {
  kind: "window",
  name: "v2",
  mode: "enforce",
  atRisk: 0.1,
  onFailure: null,
  limit: 1_000_000_000,
  windowMs: 30_000,
} as const;

let seq = 0;
let isolate = "";

export default {
  async fetch(request, env) {
    isolate ||= crypto.randomUUID();
    seq += 1;
    const take: Take = { isolate, seq, want: 1, min: 1, cost: 1, reports: [], debt: 0, policies: [POLICY] };
    const { n } = await env.LIMITER.getByName("account:main").take(take);
    if (n === 0) return new Response(null, { status: 429 });
    return headers.fetch(request, env);
  },
} satisfies ExportedHandler<Env>;
