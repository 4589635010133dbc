/** Where in its life a version is, computed from its dates at `now`; nothing stores "is deprecated". */
import type { Application, Instant, Version, Window } from "../version/registry.ts";

export type Stage = "preview" | "current" | "deprecated" | "retired";

export function stageOf(version: Version, now: Instant): Stage {
  if (isRetired(version, now)) return "retired";
  if (version.preview) return "preview";
  if (version.deprecated !== null && version.deprecated <= now) return "deprecated";
  return "current";
}

/** Unbound, retired by date while bound, or past a sunset that the operator chose to enforce. */
export function isRetired(version: Version, now: Instant): boolean {
  if (!version.bound) return true;
  if (version.retired !== null && version.retired <= now) return true;
  return version.enforceSunset && version.sunset !== null && version.sunset <= now;
}

/** The brownout window that contains `now`. */
export function brownoutAt(version: Version, now: Instant): Window | null {
  return version.brownouts.find((window) => window.start <= now && now < window.end) ?? null;
}

/** Newest current version; without one the newest deprecated; never a preview. */
export function latestOf(application: Application, now: Instant): Version | null {
  const inStage = (stage: Stage) => application.versions.find((version) => stageOf(version, now) === stage);
  return inStage("current") ?? inStage("deprecated") ?? null;
}

/** Oldest released version that is live. */
export function oldestOf(application: Application, now: Instant): Version | null {
  return (
    application.versions.findLast((version) => {
      const stage = stageOf(version, now);
      return stage === "current" || stage === "deprecated";
    }) ?? null
  );
}

/** The version's way forward: its successor, or when that is retired itself, the next one that is not. */
export function successorOf(application: Application, version: Version, now: Instant): Version | null {
  const seen = new Set<number>([version.number]);
  let next = version.successor;
  while (next !== null && !seen.has(next)) {
    seen.add(next);
    const number: number = next;
    const found = application.versions.find((other) => other.number === number);
    if (found === undefined) return null;
    if (stageOf(found, now) !== "retired") return found;
    next = found.successor;
  }
  return null;
}

/** The first instant after `now` at which any stage in the table changes; Infinity when none will. */
export function nextChange(application: Application, now: Instant): Instant {
  const instants = application.versions.flatMap((version) => [
    version.deprecated,
    version.retired,
    version.enforceSunset ? version.sunset : null,
  ]);
  return Math.min(...instants.filter((instant) => instant !== null && instant > now).map(Number), Infinity);
}
