/** The API catalog (RFC 9727): a linkset (RFC 9264) of every live version, for machines that look for APIs. */
import { versionRoot } from "../lifecycle/fields.ts";
import { stageOf } from "../lifecycle/stage.ts";
import type { Application, Instant, Registry } from "../version/registry.ts";

export const CATALOG_PATH = "/.well-known/api-catalog";
/** RFC 9727 section 4: the profile tells a catalog from any other linkset. */
export const CATALOG_TYPE = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"';

export function catalog(registry: Registry, origin: string, now: Instant): Record<string, unknown> {
  const roots = [...registry.applications.values()].flatMap((application) => liveRoots(registry, application, now));
  return {
    linkset: [
      { anchor: `${origin}${CATALOG_PATH}`, item: roots.map((root) => ({ href: `${origin}${root}` })) },
      ...roots.map((root) => ({
        anchor: `${origin}${root}`,
        "service-desc": [
          { href: `${origin}${root}openapi.json`, type: "application/vnd.oai.openapi+json;version=3.1" },
        ],
        "service-doc": [{ href: `${origin}/docs`, type: "text/html" }],
        status: [{ href: `${origin}/health/versions`, type: "application/health+json" }],
      })),
    ],
  };
}

/** For HEAD, which has no body to read them from (RFC 9727 section 2). */
export function catalogLinks(registry: Registry, now: Instant): string {
  const roots = [...registry.applications.values()].flatMap((application) => liveRoots(registry, application, now));
  return [`<${CATALOG_PATH}>; rel="api-catalog"`, ...roots.map((root) => `<${root}>; rel="item"`)].join(", ");
}

function liveRoots(registry: Registry, application: Application, now: Instant): string[] {
  return application.versions
    .filter((version) => stageOf(version, now) !== "retired")
    .map((version) => versionRoot(registry, application, version));
}
