/**
 * What clients are told about a version's life, on every answer: Deprecation (RFC 9745), Sunset
 * (RFC 8594) and Link (RFC 8288). Link targets are relative references, so that the fields are the same
 * for every request and are written once.
 */
import type { Application, Instant, Registry, Version } from "../version/registry.ts";
import { httpDate } from "./instant.ts";
import { latestOf, successorOf } from "./stage.ts";

export interface LifecycleFields {
  /** An Item, not a List: exactly one line (RFC 9745 2.1). May lie in the future. */
  readonly deprecation: string | null;
  readonly sunset: string | null;
  /** Appended to the worker's own links; null when there is nothing to say. */
  readonly link: string | null;
}

export function lifecycleFields(
  registry: Registry,
  application: Application,
  version: Version,
  now: Instant,
): LifecycleFields {
  const links: string[] = [];
  if (version.guide !== null) {
    const guide = `<${version.guide}>`;
    if (version.deprecated !== null) links.push(`${guide}; rel="deprecation"; type="text/html"`);
    if (version.sunset !== null) links.push(`${guide}; rel="sunset"; type="text/html"`);
  }
  const successor = successorOf(application, version, now);
  if (successor !== null) {
    links.push(`<${versionRoot(registry, application, successor)}>; rel="successor-version"`);
  }
  const latest = latestOf(application, now);
  if (latest !== null) links.push(`<${versionRoot(registry, application, latest)}>; rel="latest-version"`);
  return {
    deprecation: version.deprecated === null ? null : `@${Math.floor(version.deprecated / 1000)}`,
    sunset: version.sunset === null ? null : httpDate(version.sunset),
    link: links.length > 0 ? links.join(", ") : null,
  };
}

/** Path of a version's root, with the slash. */
export function versionRoot(registry: Registry, application: Application, version: Version): string {
  const name = application.name === "" ? "" : `/${application.name}`;
  return `${registry.base}${name}/v${version.number}/`;
}
