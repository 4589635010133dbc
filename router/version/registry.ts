/**
 * The version table as plain data: what the operator's configuration says, nothing computed from a
 * clock. Bound = live, described but unbound = retired, neither = not in the table at all.
 */

import type { Operation } from "../lifecycle/operation.ts";
import type { LimitTable } from "../limits/rules.ts";

/** Milliseconds since 1970. */
export type Instant = number;

/** Half-open: [start, end). */
export interface Window {
  readonly start: Instant;
  readonly end: Instant;
}

export interface Version {
  /** A major: 0 to 9999. */
  readonly number: number;
  /** Name of the service binding, e.g. `V2` or `ENROLLMENT_V0`. */
  readonly binding: string;
  /** False: a tombstone. */
  readonly bound: boolean;
  readonly preview: boolean;
  readonly deprecated: Instant | null;
  /** A promise to clients, not a timer, unless `enforceSunset`. Never earlier than `deprecated`. */
  readonly sunset: Instant | null;
  readonly enforceSunset: boolean;
  readonly successor: number | null;
  /** URL or path of the migration guide. */
  readonly guide: string | null;
  /** Sorted by start. */
  readonly brownouts: readonly Window[];
  readonly brownoutStatus: 503 | 410;
  /** Of an unbound version: when that was. Of a bound one: only `retained` still answers. */
  readonly retired: Instant | null;
  /** For operators: no client is told. */
  readonly retiredBy: string | null;
  readonly retiredBecause: string | null;
  readonly retained: readonly Operation[];
  readonly retainedRole: string | null;
}

export interface Application {
  /** Empty for the default application, else as it stands in a URL. */
  readonly name: string;
  readonly vendor: string | null;
  readonly versionParameter: string;
  readonly latestIn: readonly ("url" | "header")[];
  readonly default: number | "latest" | "oldest" | null;
  readonly access: "key" | "public";
  readonly public: readonly Operation[];
  /** Status for a missing or bad key. */
  readonly denied: 401 | 403;
  readonly minimumNoticeDays: number;
  /** By number, newest first. */
  readonly versions: readonly Version[];
}

export interface Registry {
  /** `/api`; empty when versions sit at the root. */
  readonly base: string;
  readonly versionHeaders: readonly string[];
  readonly keyHeaders: readonly string[];
  readonly corsOrigins: readonly string[];
  readonly upstreamTimeoutMs: number;
  readonly maxLiveVersions: number;
  readonly usageRetentionDays: number;
  readonly limits: LimitTable;
  /** By name; the default application is under the empty name and always there. */
  readonly applications: ReadonlyMap<string, Application>;
}

export function findVersion(application: Application, number: number): Version | undefined {
  for (const version of application.versions) if (version.number === number) return version;
  return undefined;
}
