/**
 * The life of a request, top to bottom: read the path, identify the caller, resolve the version, gate,
 * forward, report. Every step decides in its own room; here is only their order.
 */
import type { Env } from "./env.ts";
import { forward, type Destination } from "./forward.ts";
import { isRetired } from "./lifecycle/stage.ts";
import { logRefusal } from "./log.ts";
import { readCredentials } from "./identity/credentials.ts";
import { identify, identifyCached } from "./identity/identify.ts";
import type { Caller } from "./identity/keys.ts";
import { ownAnswer } from "./own.ts";
import { refuse } from "./problems.ts";
import type { Refusal } from "./refusal.ts";
import { reported } from "./report.ts";
import { configOf, lifecycleOf } from "./table.ts";
import { readPath, type VersionSegment } from "./version/path.ts";
import type { Application, Registry } from "./version/registry.ts";
import { resolve, type Resolution, type Signals } from "./version/resolve.ts";
import { arrive, type Visit } from "./visit.ts";

export async function handle(request: Request, env: Env): Promise<Response> {
  const visit = arrive(request);
  try {
    return await answer(visit, env);
  } catch (error) {
    return refusedBeforeVersion(visit, { kind: "internal-error" }, null, error);
  }
}

async function answer(visit: Visit, env: Env): Promise<Response> {
  const config = configOf(env, visit.now);
  if (!config.ok) return refusedBeforeVersion(visit, { kind: "misconfigured" }, null);
  const { registry } = config;

  const path = readPath(visit.url.pathname, registry.base, registry.applications);
  const application = path.kind === "below" ? registry.applications.get(path.application) : undefined;
  if (path.kind !== "below" || application === undefined) return own(visit, env, registry);

  const resolution = resolve(signalsOf(visit, path.version, registry), application, visit.now);
  switch (resolution.kind) {
    case "unspecified":
      return refusedBeforeVersion(visit, { kind: "version-required", application }, registry);
    case "unknown":
      return refusedBeforeVersion(visit, { kind: "version-unknown", application, named: resolution.named }, registry);
    case "invalid":
      return refusedBeforeVersion(visit, { kind: "version-invalid", application, named: resolution.named }, registry);
    case "conflict":
      return refusedBeforeVersion(visit, { kind: "version-conflict", application, named: resolution.named }, registry);
    case "not-acceptable":
      return refusedBeforeVersion(visit, { kind: "not-acceptable", application, named: resolution.named }, registry);
    case "header-too-large":
      return refusedBeforeVersion(visit, resolution, registry);
    case "resolved": {
      const { kind: _, ...how } = resolution;
      const chosen: Chosen = { registry, application, ...how };
      const destination = { version: resolution.version, prefix: path.prefix, rest: path.rest };
      return answered(visit, chosen, await serve(visit, env, chosen, destination));
    }
  }
}

interface Chosen extends Omit<Extract<Resolution, { kind: "resolved" }>, "kind"> {
  readonly registry: Registry;
  readonly application: Application;
}

function signalsOf(visit: Visit, url: VersionSegment | null, registry: Registry): Signals {
  const { headers } = visit.request;
  const named = registry.versionHeaders.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [{ name, value }];
  });
  return { url, headers: named, accept: headers.get("Accept"), pin: null };
}

/** Gate, access, forward: the version's answer, or why there is none. */
async function serve(visit: Visit, env: Env, chosen: Chosen, to: Destination): Promise<Response | Refusal> {
  const { application, version, registry } = chosen;
  if (isRetired(version, visit.now)) {
    return { kind: "version-retired", application, version, requested: chosen.requested };
  }

  const access = await admit(visit, env, chosen);
  if (access.kind !== "admitted") return access;

  const worker = env[version.binding] as Fetcher;
  try {
    return await forward(worker, visit, to, access.caller, registry.keyHeaders);
  } catch (error) {
    // Missing, deleted by force, or it threw: for the client the version is not there at the moment.
    return { kind: "version-unavailable", version, error };
  }
}

type Access = { readonly kind: "admitted"; readonly caller: Caller | null } | Refusal;

async function admit(visit: Visit, env: Env, { application, registry }: Chosen): Promise<Access> {
  if (application.access === "public") return { kind: "admitted", caller: null };
  const credentials = readCredentials((name) => visit.request.headers.get(name), registry.keyHeaders);
  if (credentials.kind === "none") return { kind: "key-required", application };
  if (credentials.kind === "malformed") return { kind: "key-refused", application };
  const identity = identifyCached(credentials.key, visit.now) ?? (await identify(credentials.key, env.KEYS, visit.now));
  switch (identity.kind) {
    case "caller":
      return { kind: "admitted", caller: identity.caller };
    case "unknown":
      return { kind: "key-refused", application };
    case "unavailable":
      return { kind: "keys-unavailable" };
  }
}

/** Every answer of a version carries its report, refusals included: a client that only sees errors must learn too. */
function answered(visit: Visit, chosen: Chosen, outcome: Response | Refusal): Response {
  const response =
    outcome instanceof Response
      ? outcome
      : refused(visit, outcome, chosen.registry, "error" in outcome ? outcome.error : undefined);
  const { registry, application, version, by } = chosen;
  const lifecycle = lifecycleOf(registry, application, version, visit.now);
  return reported(response, { version, by, lifecycle, requestId: visit.requestId });
}

async function own(visit: Visit, env: Env, registry: Registry): Promise<Response> {
  const page = await ownAnswer(visit, env);
  if (page.kind === "refused") return refusedBeforeVersion(visit, page.refusal, registry);
  return Response.json(page.body, {
    headers: { "Cache-Control": "no-store", "X-Request-Id": visit.requestId },
  });
}

function refusedBeforeVersion(visit: Visit, refusal: Refusal, registry: Registry | null, error?: unknown): Response {
  const problem = refused(visit, refusal, registry, error);
  problem.headers.set("X-Request-Id", visit.requestId);
  return problem;
}

/** @param error for the log only; clients never see exception text */
function refused(visit: Visit, refusal: Refusal, registry: Registry | null, error?: unknown): Response {
  const problem = refuse(visit, refusal, registry);
  logRefusal({
    event: problem.status >= 500 ? "failed" : "refused",
    request_id: visit.requestId,
    method: visit.request.method,
    path: visit.url.pathname,
    status: problem.status,
    problem: refusal.kind,
    ...(error instanceof Error ? { reason: error.stack ?? error.message } : {}),
  });
  return problem;
}
