/**
 * Who is alive? `/health` asks each application's default version, so that a sick old version does not make
 * a load balancer drop the new one; `/health/versions` asks every bound one. An answer below 500 is a sign of life.
 */
import { isService, type Env } from "../env.ts";
import { latestOf, oldestOf } from "../lifecycle/stage.ts";
import { within } from "../patience.ts";
import { findVersion, type Application, type Registry, type Version } from "../version/registry.ts";
import type { Visit } from "../visit.ts";

export const HEALTH_TYPE = "application/health+json";

interface Check {
  readonly application: string | null;
  readonly version: number;
  readonly status: "pass" | "fail";
}

export interface Health {
  readonly status: "pass" | "fail";
  readonly checks: readonly Check[];
}

/** Milliseconds: a load balancer gives up soon, and probes must not pile up. */
const PROBE_TIMEOUT = 2_000;
const KEPT = 1_000;

const kept = new Map<string, { readonly until: number; readonly health: Health }>();

/** Kept for a second: whoever asks more often learns no more, and costs the versions nothing. */
export async function health(which: "default" | "all", registry: Registry, env: Env, visit: Visit): Promise<Health> {
  const known = kept.get(which);
  if (known !== undefined && known.until > visit.now) return known.health;
  const asked = [...registry.applications.values()].flatMap((application) =>
    (which === "all" ? application.versions.filter(({ bound }) => bound) : defaultOf(application, visit.now)).map(
      (version) => probe(application, version, env, visit),
    ),
  );
  const checks = await Promise.all(asked);
  const status = checks.every((check) => check.status === "pass") ? "pass" : "fail";
  const found = { status, checks } as const;
  kept.set(which, { until: visit.now + KEPT, health: found });
  return found;
}

function defaultOf(application: Application, now: number): Version[] {
  const version =
    typeof application.default === "number"
      ? findVersion(application, application.default)
      : application.default === "oldest"
        ? oldestOf(application, now)
        : latestOf(application, now);
  return version === null || version === undefined || !version.bound ? [] : [version];
}

async function probe(application: Application, version: Version, env: Env, visit: Visit): Promise<Check> {
  return {
    application: application.name === "" ? null : application.name,
    version: version.number,
    status: (await isAlive(env[version.binding], visit)) ? "pass" : "fail",
  };
}

/** Below its own root, without an account: a worker that has a `/health` may look at what it depends on. */
async function isAlive(worker: unknown, visit: Visit): Promise<boolean> {
  if (!isService(worker)) return false;
  try {
    const headers = { "X-Request-Id": visit.requestId };
    const request = new Request(`${visit.address.origin}/health`, { headers });
    const answer = await within(PROBE_TIMEOUT, worker, request);
    if (answer === "late") return false;
    await answer.body?.cancel();
    return answer.status < 500;
  } catch {
    return false;
  }
}
