/** The router's bindings. Versions are read by name (`V2`, …), never typed one by one: unbinding changes no type. */
import type { AdminWorker } from "./admin/told.ts";
import type { KeysNamespace } from "./identity/identify.ts";
import type { UsageNamespace } from "./usage/flush.ts";
import type { LimiterNamespace } from "./limits/limit.ts";

export interface Env extends Record<string, unknown> {
  readonly KEYS: KeysNamespace;
  readonly LIMITER: LimiterNamespace;
  readonly USAGE: UsageNamespace;
  /** Secret; absent = administration is off. */
  readonly ADMIN_TOKEN?: string;
  /** The operator's API and the pages of the documentation; without it the versions still answer. */
  readonly ADMIN?: AdminWorker;
}

/** A service binding has `fetch`; vars and object namespaces do not. */
export function isService(value: unknown): value is Fetcher {
  return typeof value === "object" && value !== null && "fetch" in value && typeof value.fetch === "function";
}
