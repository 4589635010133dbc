/**
 * Which version does this request ask for? Readers collate signals, they never outrank one another in
 * silence; here they meet the registry. Total: every input has an answer, nothing throws.
 */
import { latestOf, oldestOf } from "../lifecycle/stage.ts";
import type { VersionSegment } from "./path.ts";
import { findVersion, type Application, type Instant, type Version } from "./registry.ts";

/** How the version was chosen; sent as `API-Version-Source`. */
export type Source = "url" | "header" | "accept" | "latest" | "pin" | "default";

/** What the request says, as it says it; nothing is read into it yet. */
export interface Signals {
  /** Null: an unversioned path. */
  readonly url: VersionSegment | null;
  /** Each configured version header that the request has, in the order of the configuration. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly accept: string | null;
  /** The account's own default version of this application. */
  readonly pin: number | null;
}

/** One place that named a version, in the client's own words. */
export interface Named {
  readonly source: "url" | "header" | "accept";
  readonly requested: string;
}

export type Resolution =
  /**
   * `version` may be retired: the gate says so, with its tombstone. `form` is how Accept named the version
   * that it chose, so that `Content-Type` can name it the same way; null when Accept did not choose.
   */
  | {
      readonly kind: "resolved";
      readonly version: Version;
      readonly by: Source;
      readonly requested: string | null;
      readonly form: "vendor" | "parameter" | null;
    }
  /** No signal and no default. */
  | { readonly kind: "unspecified" }
  /** No version at all by the grammar. */
  | { readonly kind: "invalid"; readonly named: Named }
  /** Named, and not in the table. */
  | { readonly kind: "unknown"; readonly named: Named }
  | { readonly kind: "conflict"; readonly named: readonly [Named, Named] }
  | { readonly kind: "not-acceptable"; readonly named: Named }
  /** Accept over its limit; `limit` in bytes. */
  | { readonly kind: "header-too-large"; readonly limit: number };

export function resolve(signals: Signals, application: Application, now: Instant): Resolution {
  if (signals.url !== null) return fromUrl(signals.url, application, now);
  const version = defaultOf(application, now);
  return version === null
    ? { kind: "unspecified" }
    : { kind: "resolved", version, by: "default", requested: null, form: null };
}

function fromUrl(segment: VersionSegment, application: Application, now: Instant): Resolution {
  const requested = segment.text;
  const unknown: Resolution = { kind: "unknown", named: { source: "url", requested } };
  switch (segment.kind) {
    case "unknown":
      return unknown;
    case "latest": {
      const version = application.latestIn.includes("url") ? latestOf(application, now) : null;
      return version === null ? unknown : { kind: "resolved", version, by: "latest", requested, form: null };
    }
    case "number": {
      const version = findVersion(application, segment.number);
      return version === undefined ? unknown : { kind: "resolved", version, by: "url", requested, form: null };
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
