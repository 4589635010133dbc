/** What a request says about versions, and what can come of it: the words that all files of this room share. */
import type { VersionSegment } from "./path.ts";
import type { Version } from "./registry.ts";

/** How the version was chosen; sent as `API-Version-Source`. */
export type Source = "url" | "header" | "accept" | "latest" | "pin" | "default";

/**
 * A way to ask for a version in Accept, in the order of the names: `application/vnd.acme-v2+json`,
 * `application/vnd.acme.v2+json`, `application/vnd.acme+json;version=2`, `application/json;version=2`.
 */
export type Form = "vendor" | "vendor-dot" | "vendor-parameter" | "parameter";

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
  | Resolved
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

export interface Resolved {
  readonly kind: "resolved";
  /** May be retired: the gate says so, with its tombstone. */
  readonly version: Version;
  readonly by: Source;
  /** Null when no signal of the request named it. */
  readonly requested: string | null;
  /** How Accept named the version that it chose; null when Accept did not choose. */
  readonly form: Form | null;
}
