/** Rules between the values of the table: each value may be fine alone and wrong beside another. */
import { stageOf } from "../lifecycle/stage.ts";
import { findVersion, type Application, type Instant, type Registry, type Version } from "../version/registry.ts";
import { applicationVar } from "./names.ts";

/** Sentences, one per fault. */
export function relationFaults(registry: Registry, now: Instant): string[] {
  const applications = [...registry.applications.values()];
  const live = applications.some((application) => application.versions.some((version) => version.bound));
  const faults = applications.flatMap((application) => [
    ...defaultFaults(application, now),
    ...(application.versionParameter.toLowerCase() === "q"
      ? [`${applicationVar(application.name)}.version_parameter is "q", which is Accept's weight: write another name.`]
      : []),
    ...application.versions.flatMap((version) => versionFaults(application, version, now)),
  ]);
  for (const application of applications) {
    if (application.name === "" || application.versions.length > 0) continue;
    faults.push(
      `${applicationVar(application.name)} describes an application without versions: bind one, or leave it out.`,
    );
  }
  if (!live) faults.push('No version is bound: add a service binding such as [[services]] binding = "V2".');
  return faults;
}

/** Sentences about what is allowed and not wise. Two old versions are hard to keep up, five are not. */
export function relationWarnings(registry: Registry, now: Instant): string[] {
  return [...registry.applications.values()].flatMap((application) => {
    const live = application.versions.filter((version) => stageOf(version, now) !== "retired").length;
    if (live <= registry.maxLiveVersions) return [];
    const name = application.name === "" ? "The default application" : `Application "${application.name}"`;
    return [
      `${name} has ${live} live versions, more than API.max_live_versions (${registry.maxLiveVersions}): retire one.`,
    ];
  });
}

function defaultFaults(application: Application, now: Instant): string[] {
  if (typeof application.default !== "number") return [];
  const version = findVersion(application, application.default);
  if (version !== undefined && stageOf(version, now) !== "retired") return [];
  const why = version === undefined ? "is not in the table" : "is retired";
  const table = applicationVar(application.name);
  return [`${table}.default is ${application.default}, which ${why}: write the number of a live version.`];
}

function versionFaults(application: Application, version: Version, now: Instant): string[] {
  const faults: string[] = [];
  const table = `VERSION_${version.binding}`;
  const say = (key: string, fault: string) => faults.push(`${table}.${key} ${fault}`);

  if (version.sunset !== null && version.deprecated === null) {
    say("sunset", "stands without deprecated: write the date from which clients are warned.");
  }
  if (version.sunset !== null && version.deprecated !== null && version.sunset < version.deprecated) {
    say("sunset", "is earlier than deprecated: write a later date (RFC 9745 section 4).");
  }
  if (version.enforceSunset && version.sunset === null) {
    say("enforce_sunset", "needs a sunset: write one, or leave enforce_sunset out.");
  }
  if (version.bound && version.retired !== null && version.retired > now) {
    say("retired", "lies in the future on a bound version: announce it as sunset, or take the binding out.");
  }
  if (version.retained.length > 0 && version.bound && version.retired === null) {
    say("retained", "needs retired: without it every operation answers anyway.");
  }
  if (version.retainedRole !== null && version.retained.length === 0) {
    say("retained_role", "needs retained: write the operations that still answer for this role.");
  }
  if (version.preview && version.deprecated !== null) {
    say("preview", "stands beside deprecated: a version is one or the other.");
  }
  if (version.brownouts.length > 0 && version.deprecated === null) {
    say("brownouts", "need deprecated: clients must be warned before they are refused.");
  }
  if (version.brownouts.some((window) => version.deprecated !== null && window.start < version.deprecated)) {
    say("brownouts", "start before deprecated: write windows after that date.");
  }
  return [...faults, ...successorFaults(application, version, table)];
}

function successorFaults(application: Application, version: Version, table: string): string[] {
  if (version.successor === null) return [];
  if (version.successor === version.number) return [`${table}.successor is the version itself: write a newer one.`];
  if (findVersion(application, version.successor) === undefined) {
    return [
      `${table}.successor is ${version.successor}, which is not in the table: write a bound or described version.`,
    ];
  }
  const seen = new Set([version.number]);
  let next: number | null = version.successor;
  while (next !== null) {
    if (seen.has(next)) return [`${table}.successor leads in a circle: let the newest version have none.`];
    seen.add(next);
    next = findVersion(application, next)?.successor ?? null;
  }
  return [];
}
