/** The versions of an application as clients see them: in problems, and wherever versions are listed. */
import { versionRoot } from "../lifecycle/fields.ts";
import { isoDate } from "../lifecycle/instant.ts";
import { stageOf, successorOf, type Stage } from "../lifecycle/stage.ts";
import type { Application, Instant, Registry, Version } from "../version/registry.ts";

export interface ListedVersion {
  readonly version: number;
  readonly stage: Stage;
  readonly url: string;
  readonly media_type?: string;
  readonly deprecated?: string;
  readonly sunset?: string;
  /** Past its sunset and still served: a promise that its operator owes. */
  readonly overdue?: true;
  readonly retired?: string;
  readonly successor?: number;
  readonly guide?: string;
  /** Those to come, and the one that is on. */
  readonly brownouts?: readonly { readonly start: string; readonly end: string }[];
}

/** Live versions only, newest first; absolute URLs (RFC 9110 15.5.7 asks for such a list). */
export function supportedVersions(
  registry: Registry,
  application: Application,
  origin: string,
  now: Instant,
): ListedVersion[] {
  return application.versions
    .filter((version) => stageOf(version, now) !== "retired")
    .map((version) => listed(registry, application, version, origin, now));
}

/** The same list as a Link field (RFC 8288): relative, since it is read beside the request's URL. */
export function alternates(registry: Registry, application: Application, now: Instant): string {
  return application.versions
    .filter((version) => stageOf(version, now) !== "retired")
    .map(
      (version) =>
        `<${versionRoot(registry, application, version)}>; rel="alternate"; title="version ${version.number}"`,
    )
    .join(", ");
}

/** What `/api` answers: tombstones too, so that nobody has to guess what became of a version. */
export function versionsDocument(
  registry: Registry,
  application: Application,
  origin: string,
  now: Instant,
): Record<string, unknown> {
  const others = [...registry.applications.values()].filter((other) => other.name !== application.name);
  return {
    application: application.name === "" ? null : application.name,
    default: application.default,
    versions: application.versions.map((version) => listed(registry, application, version, origin, now)),
    ...(application.name === "" && others.length > 0
      ? { applications: others.map(({ name }) => ({ name, url: `${origin}${registry.base}/${name}` })) }
      : {}),
  };
}

function listed(
  registry: Registry,
  application: Application,
  version: Version,
  origin: string,
  now: Instant,
): ListedVersion {
  const stage = stageOf(version, now);
  const successor = successorOf(application, version, now);
  const ahead = version.brownouts.filter((window) => window.end > now);
  const overdue = stage === "deprecated" && version.sunset !== null && version.sunset <= now;
  return {
    version: version.number,
    stage,
    url: `${origin}${versionRoot(registry, application, version)}`,
    ...(application.vendor === null ? {} : { media_type: mediaType(application.vendor, version) }),
    ...(version.deprecated === null ? {} : { deprecated: isoDate(version.deprecated) }),
    ...(version.sunset === null ? {} : { sunset: isoDate(version.sunset) }),
    ...(overdue ? { overdue } : {}),
    ...(version.retired === null ? {} : { retired: isoDate(version.retired) }),
    ...(successor === null ? {} : { successor: successor.number }),
    ...(version.guide === null
      ? {}
      : { guide: version.guide.startsWith("/") ? origin + version.guide : version.guide }),
    ...(ahead.length === 0 || stage === "retired"
      ? {}
      : { brownouts: ahead.map(({ start, end }) => ({ start: isoDate(start), end: isoDate(end) })) }),
  };
}

export function mediaType(vendor: string, version: Version): string {
  return `application/vnd.${vendor}-v${version.number}+json`;
}
