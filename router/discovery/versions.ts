/** The versions of an application as clients see them: in problems, and wherever versions are listed. */
import { isoDate } from "../lifecycle/instant.ts";
import { versionRoot } from "../lifecycle/fields.ts";
import { stageOf, type Stage } from "../lifecycle/stage.ts";
import type { Application, Instant, Registry } from "../version/registry.ts";

export interface ListedVersion {
  readonly version: number;
  readonly stage: Stage;
  readonly url: string;
  readonly media_type?: string;
  readonly deprecated?: string;
  readonly sunset?: string;
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
    .map((version) => ({
      version: version.number,
      stage: stageOf(version, now),
      url: `${origin}${versionRoot(registry, application, version)}`,
      ...(application.vendor === null
        ? {}
        : { media_type: `application/vnd.${application.vendor}-v${version.number}+json` }),
      ...(version.deprecated === null ? {} : { deprecated: isoDate(version.deprecated) }),
      ...(version.sunset === null ? {} : { sunset: isoDate(version.sunset) }),
    }));
}
