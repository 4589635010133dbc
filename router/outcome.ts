/** How a request ends: a version's answer with its report, a page of our own, or a problem with its log line. */
import { exposeTo } from "./cors.ts";
import { reportLimits } from "./limiting.ts";
import type { Holder } from "./limits/holder.ts";
import { logRequest } from "./log.ts";
import { refuse } from "./problems.ts";
import type { Refusal } from "./refusal.ts";
import { reported, varyNames, type Chosen } from "./report.ts";
import { mergedVary } from "./shared-url.ts";
import { lifecycleOf } from "./table.ts";
import type { Registry } from "./version/registry.ts";
import type { Visit } from "./visit.ts";

/** What a version's request came to, and under which limits. */
export interface Served {
  readonly outcome: Response | Refusal;
  /** Null: nothing limited it. */
  readonly holder: Holder | null;
  /** The limiter did not answer and the policy decided. */
  readonly fallback: boolean;
}

/** Refusals carry the report too: a client that only sees errors must learn of a version's end as well. */
export function versionAnswer(visit: Visit, chosen: Chosen, { outcome, holder }: Served): Response {
  const answer = outcome instanceof Response ? outcome : problem(visit, outcome, chosen.registry);
  if (outcome instanceof Response && answer.status >= 500) {
    logRequest(visit, { status: answer.status, problem: "worker", version: chosen.to.version.number });
  }
  const { registry, application, to } = chosen;
  const reply = reported(answer, visit, chosen, lifecycleOf(registry, application, to.version, visit.now));
  reportLimits(reply.headers, holder, visit.now);
  return reply;
}

interface Of {
  readonly shared?: boolean;
  readonly keyed?: boolean;
  readonly holder?: Holder | null;
  readonly error?: unknown;
}

/** A problem before any version was chosen; `shared` when the URL names none, so that caches keep it apart. */
export function problemAnswer(visit: Visit, refusal: Refusal, registry: Registry | null, of: Of = {}): Response {
  const answer = problem(visit, refusal, registry, of.error);
  reportLimits(answer.headers, of.holder ?? null, visit.now);
  if (registry !== null && of.shared === true) {
    const names = varyNames({ registry, shared: true, keyed: of.keyed === true });
    answer.headers.set("Vary", mergedVary(answer.headers.get("Vary"), names));
  }
  return ownAnswer(visit, answer, registry);
}

/** A page of the router's own. */
export function ownAnswer(visit: Visit, answer: Response, registry: Registry | null): Response {
  answer.headers.set("X-Request-Id", visit.requestId);
  if (registry !== null) exposeTo(visit.request.headers.get("Origin"), answer.headers, registry);
  return answer;
}

/** @param error for the log only; clients never see exception text */
function problem(visit: Visit, refusal: Refusal, registry: Registry | null, error?: unknown): Response {
  const answer = refuse(visit, refusal, registry);
  const cause = error ?? ("error" in refusal ? refusal.error : undefined);
  logRequest(visit, {
    status: answer.status,
    problem: refusal.kind,
    ...("version" in refusal ? { version: refusal.version.number } : {}),
    ...(cause instanceof Error ? { reason: cause.stack ?? cause.message } : {}),
  });
  return answer;
}
