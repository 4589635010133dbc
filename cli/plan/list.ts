/** `version list` as data and as lines. Pure: the table and what usage said come in. */
import { isoDate } from "../../router/lifecycle/instant.ts";
import { brownoutAt, stageOf, type Stage } from "../../router/lifecycle/stage.ts";
import type { Registry } from "../../router/version/registry.ts";
import { versionLabel } from "../table/named.ts";

/** Of one version; days are UTC. */
export interface SeenUsage {
  /** Today and yesterday: all of the last 24 hours is within. */
  readonly calls2d: number;
  readonly calls30d: number;
  readonly callers: number;
  /** False: there are more callers than were counted. */
  readonly allCallers: boolean;
  /** Shares of the last 30 days' calls, 0 to 1, largest first. */
  readonly ways: readonly { readonly way: string; readonly share: number }[];
}

export interface ListedVersion {
  readonly version: string;
  readonly binding: string;
  readonly stage: Stage;
  readonly brownout: boolean;
  readonly deprecated: string | null;
  readonly sunset: string | null;
  readonly overdue: boolean;
  readonly bound: boolean;
  readonly usage: SeenUsage | null;
}

/** `usage`: by binding; what is not in it is not known. */
export function listVersions(registry: Registry, usage: ReadonlyMap<string, SeenUsage>, now: number): ListedVersion[] {
  return [...registry.applications.values()].flatMap((application) =>
    application.versions.map((version) => {
      const stage = stageOf(version, now);
      return {
        version: versionLabel({ application: application.name, number: version.number }),
        binding: version.binding,
        stage,
        brownout: stage === "deprecated" && brownoutAt(version, now) !== null,
        deprecated: dated(version.deprecated),
        sunset: dated(version.sunset),
        overdue: stage === "deprecated" && version.sunset !== null && version.sunset <= now,
        bound: version.bound,
        usage: usage.get(version.binding) ?? null,
      };
    }),
  );
}

/** As `--json` prints it. */
export function wireVersion(of: ListedVersion) {
  const { usage, ...rest } = of;
  return { ...rest, usage: usage === null ? null : wireUsage(usage) };
}

function wireUsage({ calls2d, calls30d, callers, allCallers, ways }: SeenUsage) {
  return {
    calls_2d: calls2d,
    calls_30d: calls30d,
    callers,
    callers_complete: allCallers,
    ways: ways.map(({ way, share }) => ({ way, share })),
  };
}

const dated = (instant: number | null): string | null => (instant === null ? null : isoDate(instant));

const HEAD = ["VERSION", "STAGE", "BOUND", "DEPRECATED", "SUNSET", "CALLS 2 D", "30 D", "CALLERS", "CHOSEN BY"];

/** A table for a person; a dash is what is not known or not set. */
export function listLines(versions: readonly ListedVersion[]): string[] {
  const rows = versions.map((it) => [
    it.version,
    `${it.stage}${it.brownout ? ", brownout now" : ""}`,
    it.bound ? "yes" : "no",
    it.deprecated ?? "-",
    `${it.sunset ?? "-"}${it.overdue ? ", overdue" : ""}`,
    ...usageCells(it.usage),
  ]);
  return columns([HEAD, ...rows]);
}

/**
 * What calls a version that promises nothing. A preview lives for a short time and may change or go any day, so that
 * whoever depends on it should be known, and the version released before there are more of them.
 */
export function listWarnings(versions: readonly ListedVersion[]): string[] {
  return versions.flatMap(({ version, stage, usage }) => {
    if (stage !== "preview" || usage === null || usage.callers === 0) return [];
    const accounts = usage.callers === 1 && usage.allCallers ? "account calls" : "accounts call";
    return [
      `${usage.callers}${usage.allCallers ? "" : "+"} ${accounts} ${version}, a preview, which may change without a notice: 'milepost usage ${version}' says who. Release it, by taking its 'preview' out, or have them leave.`,
    ];
  });
}

function usageCells(usage: SeenUsage | null): string[] {
  if (usage === null) return ["-", "-", "-", "-"];
  const ways = usage.ways.map(({ way, share }) => `${way} ${Math.round(share * 100)} %`).join(", ");
  return [String(usage.calls2d), String(usage.calls30d), `${usage.callers}${usage.allCallers ? "" : "+"}`, ways || "-"];
}

/** Cells padded to their column, two spaces between. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
