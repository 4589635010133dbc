/** What clients are told of a version that is there no more, or not for the moment: why, since when, where to go. */
import { supportedVersions } from "./discovery/versions.ts";
import { versionRoot } from "./lifecycle/fields.ts";
import { isoDate } from "./lifecycle/instant.ts";
import { successorOf } from "./lifecycle/stage.ts";
import type { Told } from "./problems.ts";
import type { Refusal } from "./refusal.ts";
import type { Registry } from "./version/registry.ts";
import type { Visit } from "./visit.ts";

export function retired(
  visit: Visit,
  { application, version, requested }: Extract<Refusal, { kind: "version-retired" }>,
  registry: Registry | null,
): Told {
  const successor = successorOf(application, version, visit.now);
  const url =
    successor === null || registry === null
      ? null
      : `${visit.address.origin}${versionRoot(registry, application, successor)}`;
  const guide = version.guide === null ? null : new URL(version.guide, visit.address.origin).href;
  const since = version.retired === null ? "" : ` on ${isoDate(version.retired).slice(0, 10)}`;
  const forward = successor === null ? "" : ` Use version ${successor.number} at ${url}.`;
  const help = guide === null ? "" : ` How to migrate: ${guide}`;
  return {
    status: 410,
    detail: `Version ${version.number} was retired${since}.${forward}${help}`,
    members: {
      requested: requested ?? String(version.number),
      ...(successor === null ? {} : { successor: { version: successor.number, url } }),
      ...(guide === null ? {} : { guide }),
      ...(version.deprecated === null ? {} : { deprecated: isoDate(version.deprecated) }),
      ...(version.sunset === null ? {} : { sunset: isoDate(version.sunset) }),
      ...(version.retired === null ? {} : { retired: isoDate(version.retired) }),
      supported: registry === null ? [] : supportedVersions(registry, application, visit.address.origin, visit.now),
    },
  };
}

/** A short outage on purpose; `Retry-After` in seconds, since clients read nothing else. */
export function brownout(
  visit: Visit,
  { application, version, window }: Extract<Refusal, { kind: "version-brownout" }>,
  registry: Registry | null,
): Told {
  const successor = successorOf(application, version, visit.now);
  const end = isoDate(window.end);
  const forward = successor === null ? "" : ` Move to version ${successor.number}.`;
  return {
    status: version.brownoutStatus,
    detail: `Version ${version.number} is deprecated and takes no requests until ${end}, so that its end surprises nobody.${forward}`,
    members: {
      requested: String(version.number),
      until: end,
      ...(successor === null ? {} : { successor: successor.number }),
      supported: registry === null ? [] : supportedVersions(registry, application, visit.address.origin, visit.now),
    },
    fields: { "Retry-After": String(Math.max(1, Math.ceil((window.end - visit.now) / 1000))) },
  };
}
