/**
 * The life of a request, top to bottom: read the signals, identify the caller, resolve the version, gate,
 * admit, limit, forward, report, count. Every step decides in its own room; here is only their order.
 */
import { isPreflight, preflight } from "./cors.ts";
import type { Env } from "./env.ts";
import { forward } from "./forward.ts";
import { admit, presentedTo, type Presented } from "./identity/access.ts";
import type { Caller } from "./identity/keys.ts";
import { gate } from "./lifecycle/gate.ts";
import { chargeAddress, limitRequest } from "./limiting.ts";
import { ownAnswer, problemAnswer, versionAnswer, type Served } from "./outcome.ts";
import type { Chosen } from "./report.ts";
import { discoveryPage, ownPage } from "./own.ts";
import { ownUsage } from "./own-usage.ts";
import { present } from "./present.ts";
import type { Refusal } from "./refusal.ts";
import { countCall } from "./counting.ts";
import { configOf } from "./table.ts";
import { readPath, type PathReading, type VersionSegment } from "./version/path.ts";
import type { Application, Registry } from "./version/registry.ts";
import { resolve, type Resolution, type Signals } from "./version/resolve.ts";
import { arrive, type Visit } from "./visit.ts";

export async function handle(request: Request, env: Env, ctx: Visit["ctx"]): Promise<Response> {
  const visit = arrive(request, ctx);
  try {
    const config = configOf(env, visit.now);
    if (!config.ok) return problemAnswer(visit, { kind: "misconfigured" }, null);
    return await answer(visit, env, config.registry);
  } catch (error) {
    return problemAnswer(visit, { kind: "internal-error" }, null, { error });
  }
}

async function answer(visit: Visit, env: Env, registry: Registry): Promise<Response> {
  const path = readPath(visit.address.path, registry.base, registry.applications);
  const application = path.kind === "elsewhere" ? undefined : registry.applications.get(nameIn(path));
  if (application !== undefined && isPreflight(visit.request)) {
    return ownAnswer(visit, preflight(visit.request, registry), null);
  }
  if (path.kind === "usage" && application !== undefined) return ownUsage(visit, env, registry, application);
  if (path.kind !== "below" || application === undefined) {
    const asked = { visit, env, registry };
    const page = await (application === undefined ? ownPage(asked) : discoveryPage(asked, application));
    return page instanceof Response ? ownAnswer(visit, page, registry) : problemAnswer(visit, page, registry);
  }

  const looked = present(visit, env, application, registry);
  const brought = looked instanceof Promise ? await looked : looked;
  const shared = path.version === null;
  const keyed = brought.kind !== "none";
  if (brought.kind === "exhausted") {
    return problemAnswer(visit, brought.refusal, registry, { shared, keyed, holder: brought.holder });
  }
  const presented = presentedTo(application, brought);
  if (shared && presented.kind === "unavailable") {
    // Without the account its pin is not known, and another version must not answer in its place.
    return problemAnswer(visit, { kind: "keys-unavailable" }, registry, { shared, keyed });
  }

  const signals = signalsOf(visit, path.version, registry, presented, application);
  const resolution = resolve(signals, application, visit.now);
  if (resolution.kind !== "resolved") {
    const early = await refuseEarly(visit, env, registry, presented, refusalOf(resolution, application));
    return problemAnswer(visit, early.outcome, registry, { shared, keyed, holder: early.holder });
  }
  const to = { version: resolution.version, prefix: path.prefix, rest: path.rest };
  const chosen: Chosen = { registry, application, resolution, to, shared, keyed };
  const served = await serve(visit, env, chosen, presented);
  const reply = versionAnswer(visit, chosen, served);
  const caller = presented.kind === "caller" ? presented.caller : null;
  if (caller !== null || served.outcome instanceof Response) countCall(visit, env, chosen, caller, served);
  return reply;
}

/** Gate, admit, limit, forward: the version's answer, or why there is none. */
async function serve(visit: Visit, env: Env, chosen: Chosen, presented: Presented): Promise<Served> {
  const { registry, application, resolution, to } = chosen;
  const { version } = to;
  const { method } = visit.request;
  const caller = presented.kind === "caller" ? presented.caller : null;
  const exempt = caller?.exempt.includes(version.binding) ?? false;
  const open = gate(version, { method, path: to.rest, role: caller?.role ?? null, exempt }, visit.now);
  if (open.kind === "retired") {
    const { requested } = resolution;
    return refuseEarly(visit, env, registry, presented, { kind: "version-retired", application, version, requested });
  }
  if (open.kind === "brownout") {
    const { window } = open;
    return refuseEarly(visit, env, registry, presented, { kind: "version-brownout", application, version, window });
  }

  const access = admit(application, presented, method, to.rest);
  if (access.kind !== "admitted") return refuseEarly(visit, env, registry, presented, access);

  const asked = limitRequest(visit, env, registry, to, access.caller);
  const { refusal, holder, fallback } = asked instanceof Promise ? await asked : asked;
  if (refusal !== null) return { outcome: refusal, holder, fallback };

  return { outcome: await pass(visit, env, chosen, access.caller), holder, fallback };
}

async function pass(visit: Visit, env: Env, chosen: Chosen, caller: Caller | null): Promise<Response | Refusal> {
  const { version } = chosen.to;
  try {
    // Bound: the table was made from this environment. Unbound ones are gated before.
    const upstream = await forward(env[version.binding] as Fetcher, visit, chosen, caller);
    return upstream === "late" ? { kind: "version-unavailable", version, error: new Error("late") } : upstream;
  } catch (error) {
    // Missing, deleted by force, or it threw: for the client the version is not there at the moment.
    return { kind: "version-unavailable", version, error };
  }
}

/**
 * Refused before any account was charged: the address pays. An account that is known hears its own refusal all the
 * same, which tells it more than a 429 and costs as little; strangers are slowed.
 */
async function refuseEarly(
  visit: Visit,
  env: Env,
  registry: Registry,
  presented: Presented,
  refusal: Refusal,
): Promise<Served & { readonly outcome: Refusal }> {
  const unlimited = { outcome: refusal, holder: null, fallback: false };
  if (refusal.kind === "keys-unavailable") return unlimited;
  const charged = chargeAddress(visit, env, registry);
  if (presented.kind === "caller") {
    visit.ctx.waitUntil(charged);
    return unlimited;
  }
  const { refusal: slowed, holder, fallback } = await charged;
  return { outcome: slowed ?? refusal, holder, fallback };
}

/** The caller's own usage is of all applications; keys and refusals there are as in the default one. */
function nameIn(path: Exclude<PathReading, { kind: "elsewhere" }>): string {
  return path.kind === "usage" ? "" : path.application;
}

function signalsOf(
  visit: Visit,
  url: VersionSegment | null,
  registry: Registry,
  presented: Presented,
  application: Application,
): Signals {
  const { headers } = visit.request;
  const named: { name: string; value: string }[] = [];
  for (const name of registry.versionHeaders) {
    const value = headers.get(name);
    if (value !== null) named.push({ name, value });
  }
  const pins = presented.kind === "caller" ? presented.caller.pins : {};
  // An application may be called like something that every object has.
  const pin = Object.hasOwn(pins, application.name) ? (pins[application.name] ?? null) : null;
  return { url, headers: named, accept: headers.get("Accept"), pin };
}

function refusalOf(resolution: Exclude<Resolution, { kind: "resolved" }>, application: Application): Refusal {
  switch (resolution.kind) {
    case "unspecified":
      return { kind: "version-required", application };
    case "unknown":
      return { kind: "version-unknown", application, named: resolution.named };
    case "invalid":
      return { kind: "version-invalid", application, named: resolution.named };
    case "conflict":
      return { kind: "version-conflict", application, named: resolution.named };
    case "not-acceptable":
      return { kind: "not-acceptable", application, named: resolution.named };
    case "header-too-large":
      return resolution;
  }
}
