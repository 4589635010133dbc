/** The version table of this isolate: read from the environment once, its dated parts again when a date passes. */
import { readConfig, type Config } from "./config.ts";
import { isService, type Env } from "./env.ts";
import { lifecycleFields, type LifecycleFields } from "./lifecycle/fields.ts";
import { nextChange } from "./lifecycle/stage.ts";
import { logFaults, logWarnings } from "./log.ts";
import type { Application, Registry, Version } from "./version/registry.ts";

let read: { readonly env: Env; readonly config: Config } | null = null;

export function configOf(env: Env, now: number): Config {
  if (read === null || read.env !== env) {
    read = { env, config: readConfig(env, isService, now) };
    if (read.config.ok) logWarnings(read.config.warnings);
    else logFaults(read.config.faults);
  }
  return read.config;
}

interface Dated {
  readonly until: number;
  readonly fields: Map<Version, LifecycleFields>;
}

const dated = new WeakMap<Application, Dated>();

/** The same object for every request until a date in the table passes. */
export function lifecycleOf(registry: Registry, application: Application, version: Version, now: number) {
  let current = dated.get(application);
  if (current === undefined || current.until <= now) {
    current = { until: nextChange(application, now), fields: new Map() };
    dated.set(application, current);
  }
  let fields = current.fields.get(version);
  if (fields === undefined) {
    fields = lifecycleFields(registry, application, version, now);
    current.fields.set(version, fields);
  }
  return fields;
}
