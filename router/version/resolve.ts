/**
 * Which version does this request ask for? Readers collate signals, they never outrank one another in
 * silence; here they meet the registry. Total: every input has an answer, nothing throws.
 */
import { latestOf, oldestOf } from "../lifecycle/stage.ts";
import type { VersionSegment } from "./path.ts";
import { findVersion, type Application, type Instant, type Version } from "./registry.ts";

/** How the version was chosen; sent as `API-Version-Source`. */
export type Source = "url" | "header" | "accept" | "latest" | "pin" | "default";

export interface Signals {
  /** Null: an unversioned path. */
  readonly url: VersionSegment | null;
}

export type Resolution =
  /** `version` may be retired: the gate says so, with its tombstone. */
  | { readonly kind: "resolved"; readonly version: Version; readonly by: Source }
  /** No signal and no default. */
  | { readonly kind: "unspecified" }
  /** Named, and not in the table. */
  | { readonly kind: "unknown"; readonly source: "url"; readonly requested: string };

export function resolve(signals: Signals, application: Application, now: Instant): Resolution {
  if (signals.url !== null) return fromUrl(signals.url, application, now);
  const version = defaultOf(application, now);
  return version === null ? { kind: "unspecified" } : { kind: "resolved", version, by: "default" };
}

function fromUrl(segment: VersionSegment, application: Application, now: Instant): Resolution {
  const unknown: Resolution = { kind: "unknown", source: "url", requested: segment.text };
  switch (segment.kind) {
    case "unknown":
      return unknown;
    case "latest": {
      const version = application.latestIn.includes("url") ? latestOf(application, now) : null;
      return version === null ? unknown : { kind: "resolved", version, by: "latest" };
    }
    case "number": {
      const version = findVersion(application, segment.number);
      return version === undefined ? unknown : { kind: "resolved", version, by: "url" };
    }
  }
}

function defaultOf(application: Application, now: Instant): Version | null {
  switch (application.default) {
    case null:
      return null;
    case "latest":
      return latestOf(application, now);
    case "oldest":
      return oldestOf(application, now);
    default:
      return findVersion(application, application.default) ?? null;
  }
}
