/** The caller's own report as JSON. Pure. */
import { dateOf } from "./day.ts";
import type { OwnVersion } from "./queries.ts";
import type { Period } from "./read.ts";

export interface UsageWire {
  /** `YYYY-MM-DD`, UTC, both included. */
  readonly from: string;
  readonly to: string;
  readonly versions: readonly VersionWire[];
}

interface VersionWire {
  /** As the client knows it: a number, or with its application's name. */
  readonly version: string;
  readonly calls: number;
  readonly errors: number;
  /** RFC 3339, UTC. */
  readonly last_seen: string;
  readonly operations: readonly {
    readonly operation: string;
    readonly calls: number;
    readonly errors: number;
    readonly last_seen: string;
  }[];
  readonly days: readonly { readonly day: string; readonly calls: number; readonly errors: number }[];
}

export function usageWire({ from, to }: Period, versions: readonly OwnVersion[]): UsageWire {
  return { from: dateOf(from), to: dateOf(to), versions: versions.map(versionWire) };
}

function versionWire({ version, days, operations }: OwnVersion): VersionWire {
  return {
    version,
    calls: days.reduce((sum, { calls }) => sum + calls, 0),
    errors: days.reduce((sum, { errors }) => sum + errors, 0),
    last_seen: new Date(Math.max(...operations.map(({ last }) => last))).toISOString(),
    operations: operations
      .toSorted((one, other) => other.calls - one.calls)
      .map(({ operation, calls, errors, last }) => ({
        operation,
        calls,
        errors,
        last_seen: new Date(last).toISOString(),
      })),
    days: days.map(({ day, calls, errors }) => ({ day: dateOf(day), calls, errors })),
  };
}
