/**
 * Bindings and vars → the version table. Read once per isolate; every fault is named at once, and a
 * faulty table is never served by half. Pure: what is a service is the caller's to say.
 */
import {
  applicationOfVar,
  applicationVar,
  bindingOf,
  describedVersion,
  nameFault,
  versionOfBinding,
} from "./config/names.ts";
import { limitWarnings, readLimits } from "./config/limits.ts";
import { relationFaults, relationWarnings } from "./config/relations.ts";
import { API, APPLICATION, VERSION } from "./config/shapes.ts";
import { readTable, type Report } from "./config/table.ts";
import type { Application, Registry, Version } from "./version/registry.ts";

export type Config =
  | { readonly ok: true; readonly registry: Registry; readonly warnings: readonly string[] }
  /** Sentences, each naming the key and what to write instead. */
  | { readonly ok: false; readonly faults: readonly string[] };

/**
 * @param env the worker's environment: bindings and vars by name
 * @param isService whether a value is a service binding
 * @param now milliseconds; only to refuse a live version that is said to retire in the future
 */
export function readConfig(
  env: Readonly<Record<string, unknown>>,
  isService: (value: unknown) => boolean,
  now: number,
): Config {
  const faults: string[] = [];
  const report: Report = (fault) => faults.push(fault);

  const api = readTable("API", env["API"], API, report);
  const applications = new Map<string, Application>();
  for (const name of applicationNames(env, isService, report)) {
    applications.set(name, readApplication(name, env, isService, report));
  }
  const registry: Registry = {
    base: api.base,
    versionHeaders: api.version_headers,
    keyHeaders: api.key_headers,
    corsOrigins: api.cors_origins,
    upstreamTimeoutMs: api.upstream_timeout_ms,
    maxLiveVersions: api.max_live_versions,
    usageRetentionDays: api.usage_retention_days,
    limits: readLimits(env, applications, report),
    applications,
  };
  faults.push(...relationFaults(registry, now));
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, registry, warnings: [...relationWarnings(registry, now), ...limitWarnings(registry)] };
}

/** The default application always; the others as soon as a binding or a var names them. */
function applicationNames(
  env: Readonly<Record<string, unknown>>,
  isService: (value: unknown) => boolean,
  report: Report,
): Set<string> {
  const names = new Set([""]);
  for (const [key, value] of Object.entries(env)) {
    const name = isService(value) ? versionOfBinding(key) : describedVersion(key);
    if (key.startsWith("VERSION_") && name === null && !isService(value)) {
      report(`${key} describes no version: write VERSION_V2, or VERSION_NAME_V2 for a named application.`);
    }
    const application = name?.application ?? applicationOfVar(key);
    if (application === null || names.has(application)) continue;
    names.add(application);
    const fault = nameFault(application);
    if (fault !== null) report(`${key} names an application "${application}": choose another name, ${fault}.`);
  }
  return names;
}

function readApplication(
  name: string,
  env: Readonly<Record<string, unknown>>,
  isService: (value: unknown) => boolean,
  report: Report,
): Application {
  const table = applicationVar(name);
  const values = readTable(table, env[table], APPLICATION, report);
  return {
    name,
    vendor: values.vendor,
    versionParameter: values.version_parameter,
    latestIn: values.latest,
    default: values.default,
    access: values.access,
    public: values.public,
    denied: values.denied,
    minimumNoticeDays: values.minimum_notice_days,
    versions: readVersions(name, env, isService, report),
  };
}

function readVersions(
  application: string,
  env: Readonly<Record<string, unknown>>,
  isService: (value: unknown) => boolean,
  report: Report,
): Version[] {
  const numbers = new Set<number>();
  for (const [key, value] of Object.entries(env)) {
    const name = isService(value) ? versionOfBinding(key) : describedVersion(key);
    if (name?.application === application) numbers.add(name.number);
  }
  return [...numbers]
    .sort((a, b) => b - a)
    .map((number) => {
      const binding = bindingOf({ application, number });
      const values = readTable(`VERSION_${binding}`, env[`VERSION_${binding}`], VERSION, report);
      return {
        number,
        binding,
        bound: isService(env[binding]),
        preview: values.preview,
        deprecated: values.deprecated,
        sunset: values.sunset,
        enforceSunset: values.enforce_sunset,
        successor: values.successor,
        guide: values.guide,
        brownouts: values.brownouts,
        brownoutStatus: values.brownout_status,
        retired: values.retired,
        retiredBy: values.retired_by,
        retiredBecause: values.retired_because,
        retained: values.retained,
        retainedRole: values.retained_role,
      };
    });
}
