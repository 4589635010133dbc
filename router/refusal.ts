/**
 * Why the router itself answers with an error: the internal reason, apart from its public sentence.
 * `problems.ts` maps every kind to its problem in one switch.
 */
import type { Application, Version } from "./version/registry.ts";

export type Refusal =
  | { readonly kind: "not-found" }
  | { readonly kind: "version-unknown"; readonly application: Application; readonly requested: string }
  | { readonly kind: "version-required"; readonly application: Application }
  | { readonly kind: "version-retired"; readonly application: Application; readonly version: Version }
  | { readonly kind: "version-unavailable"; readonly version: Version; readonly error: unknown }
  | { readonly kind: "key-required"; readonly application: Application }
  | { readonly kind: "key-refused"; readonly application: Application }
  | { readonly kind: "keys-unavailable" }
  | { readonly kind: "misconfigured" }
  /** A defect of ours. */
  | { readonly kind: "internal-error" }
  | { readonly kind: "admin-off" }
  | { readonly kind: "operator-required" }
  | { readonly kind: "method-not-allowed"; readonly allow: readonly string[] }
  | { readonly kind: "import-unavailable" }
  | { readonly kind: "import-too-large"; readonly limit: number }
  /** `field` and `line` as far as they are known. */
  | { readonly kind: "import-invalid"; readonly detail: string; readonly field?: string; readonly line?: number }
  | { readonly kind: "import-gap"; readonly next: number };
