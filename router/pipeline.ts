/**
 * The life of a request, top to bottom: read the signals, identify the caller, resolve the version, gate,
 * admit, forward, report. Every step decides in its own room; here is only their order.
 */
import { isPreflight, preflight } from "./cors.ts";
import { isService, type Env } from "./env.ts";
import { forward } from "./forward.ts";
import { admit, type Presented } from "./identity/access.ts";
import { readCredentials } from "./identity/credentials.ts";
import { identify, identifyCached } from "./identity/identify.ts";
import { gate } from "./lifecycle/gate.ts";
import { ownAnswer, problemAnswer, versionAnswer } from "./outcome.ts";
import type { Chosen } from "./report.ts";
import { discoveryPage, ownPage } from "./own.ts";
import type { Refusal } from "./refusal.ts";
import { configOf } from "./table.ts";
import { readPath, type VersionSegment } from "./version/path.ts";
import type { Application, Registry } from "./version/registry.ts";
import { resolve, type Resolution, type Signals } from "./version/resolve.ts";
import { arrive, type Visit } from "./visit.ts";

export async function handle(request: Request, env: Env): Promise<Response> {
  const visit = arrive(request);
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
  const application = path.kind === "elsewhere" ? undefined : registry.applications.get(path.application);
  if (application !== undefined && isPreflight(visit.request)) {
    return ownAnswer(visit, preflight(visit.request, registry), null);
  }
  if (path.kind !== "below" || application === undefined) {
    const asked = { visit, env, registry };
    const page = await (application === undefined ? ownPage(asked) : discoveryPage(asked, application));
    return page instanceof Response ? ownAnswer(visit, page, registry) : problemAnswer(visit, page, registry);
  }

  const looked = present(visit, env, application, registry);
  const presented = looked instanceof Promise ? await looked : looked;
  const shared = path.version === null;
  const keyed = presented.kind !== "none";
  if (shared && presented.kind === "unavailable") {
    // Without the account its pin is not known, and another version must not answer in its place.
    return problemAnswer(visit, { kind: "keys-unavailable" }, registry, { shared, keyed });
  }

  const signals = signalsOf(visit, path.version, registry, presented, application);
  const resolution = resolve(signals, application, visit.now);
  if (resolution.kind !== "resolved") {
    return problemAnswer(visit, refusalOf(resolution, application), registry, { shared, keyed });
  }
  const to = { version: resolution.version, prefix: path.prefix, rest: path.rest };
  const chosen: Chosen = { registry, application, resolution, to, shared, keyed };
  return versionAnswer(visit, chosen, await serve(visit, env, chosen, presented));
}

/** Gate, admit, forward: the version's answer, or why there is none. */
async function serve(visit: Visit, env: Env, chosen: Chosen, presented: Presented): Promise<Response | Refusal> {
  const { application, resolution, to } = chosen;
  const { version } = to;
  const { method } = visit.request;
  const caller = presented.kind === "caller" ? presented.caller : null;
  const exempt = caller?.exempt.includes(version.binding) ?? false;
  const open = gate(version, { method, path: to.rest, role: caller?.role ?? null, exempt }, visit.now);
  if (open.kind === "retired")
    return { kind: "version-retired", application, version, requested: resolution.requested };
  if (open.kind === "brownout") return { kind: "version-brownout", application, version, window: open.window };

  const access = admit(application, presented, method, to.rest);
  if (access.kind !== "admitted") return access;

  const worker = env[version.binding];
  if (!isService(worker)) return { kind: "version-unavailable", version, error: null };
  try {
    const upstream = await forward(worker, visit, chosen, access.caller);
    return upstream === "late" ? { kind: "version-unavailable", version, error: new Error("late") } : upstream;
  } catch (error) {
    // Missing, deleted by force, or it threw: for the client the version is not there at the moment.
    return { kind: "version-unavailable", version, error };
  }
}

/** Cached in the isolate: the usual request waits for nothing here, not even for a promise. */
function present(visit: Visit, env: Env, application: Application, registry: Registry): Presented | Promise<Presented> {
  // A public application's credentials are its own business and pass through.
  if (application.access === "public") return { kind: "none" };
  const credentials = readCredentials((name) => visit.request.headers.get(name), registry.keyHeaders);
  if (credentials.kind === "none") return credentials;
  if (credentials.kind === "malformed") return { kind: "unknown" };
  return identifyCached(credentials.key, visit.now) ?? identify(credentials.key, env.KEYS, visit.now);
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
  const pin = presented.kind === "caller" ? (presented.caller.pins[application.name] ?? null) : null;
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
