/** What the dates of a table promise, and whether it is kept. Pure; the order of dates is the router's own to refuse. */
import { isoDate } from "../../router/lifecycle/instant.ts";
import { isRetired, stageOf } from "../../router/lifecycle/stage.ts";
import type { Application, Registry, Version } from "../../router/version/registry.ts";
import { versionLabel } from "../table/named.ts";

const DAY_MS = 86_400_000;

export interface Findings {
  /** Sentences. */
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
}

/** @param now milliseconds */
export function lifecycleFindings(registry: Registry, now: number): Findings {
  const found = [...registry.applications.values()].flatMap((application) =>
    application.versions.map((version) => ({
      faults: noticeFaults(application, version),
      warnings: [
        ...overdue(application, version, now),
        ...early(application, version),
        ...unannounced(application, version),
      ],
    })),
  );
  return { faults: found.flatMap((it) => it.faults), warnings: found.flatMap((it) => it.warnings) };
}

/** A promise of less time than the application itself promises its clients. */
function noticeFaults({ minimumNoticeDays }: Application, { binding, deprecated, sunset }: Version): string[] {
  if (deprecated === null || sunset === null || sunset < deprecated) return [];
  const days = Math.floor((sunset - deprecated) / DAY_MS);
  if (days >= minimumNoticeDays) return [];
  const least = isoDate(deprecated + minimumNoticeDays * DAY_MS);
  return [
    `VERSION_${binding}.sunset gives ${days} days of notice, and minimum_notice_days is ${minimumNoticeDays}: write ${least} or later.`,
  ];
}

/** Not wrong: a sunset is a promise of how long, not a timer. But somebody should know. */
function overdue(application: Application, version: Version, now: number): string[] {
  const { sunset } = version;
  if (sunset === null || sunset > now || isRetired(version, now)) return [];
  const label = labelOf(application, version);
  return [`${label} is overdue: its sunset was ${isoDate(sunset)}, and it is served. Retire it, or move the date.`];
}

/** Of a tombstone: it went before the day that its clients were told. */
function early(application: Application, version: Version): string[] {
  const { retired, sunset } = version;
  if (retired === null || sunset === null || retired >= sunset) return [];
  return [`${labelOf(application, version)} was retired ${isoDate(retired)}, before its sunset, ${isoDate(sunset)}.`];
}

/** A version's clients are warned before they are refused; a preview's are warned by its being one. */
function unannounced(application: Application, version: Version): string[] {
  if (version.bound || version.preview || version.deprecated !== null || version.number === 0) return [];
  return [
    `${labelOf(application, version)} is retired, and was never deprecated: if its binding is missing by mistake, put it back.`,
  ];
}

function labelOf({ name }: Application, { number }: Version): string {
  return versionLabel({ application: name, number });
}

/** Bindings of versions whose contract may still change: previews, and v0 by what its number means. */
export function unpromised(registry: Registry, now: number): ReadonlySet<string> {
  const versions = [...registry.applications.values()].flatMap((application) => application.versions);
  const open = versions.filter((version) => version.number === 0 || stageOf(version, now) === "preview");
  return new Set(open.map(({ binding }) => binding));
}
