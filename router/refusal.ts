/**
 * Why the router itself answers with an error: the internal reason, apart from its public sentence.
 * `problems.ts` maps every kind to its problem in one switch.
 */
import type { Application, Version, Window } from "./version/registry.ts";
import type { Named } from "./version/resolve.ts";

export type Refusal =
  | { readonly kind: "not-found" }
  | { readonly kind: "version-unknown"; readonly application: Application; readonly named: Named }
  | { readonly kind: "version-invalid"; readonly application: Application; readonly named: Named }
  | { readonly kind: "version-conflict"; readonly application: Application; readonly named: readonly [Named, Named] }
  | { readonly kind: "not-acceptable"; readonly application: Application; readonly named: Named }
  | { readonly kind: "header-too-large"; readonly limit: number }
  | { readonly kind: "version-required"; readonly application: Application }
  /** `requested`: the client's own words; null when a pin or default led here. */
  | {
      readonly kind: "version-retired";
      readonly application: Application;
      readonly version: Version;
      readonly requested: string | null;
    }
  | {
      readonly kind: "version-brownout";
      readonly application: Application;
      readonly version: Version;
      readonly window: Window;
    }
  | { readonly kind: "version-unavailable"; readonly version: Version; readonly error: unknown }
  | { readonly kind: "key-required"; readonly application: Application }
  | { readonly kind: "key-refused"; readonly application: Application }
  | { readonly kind: "keys-unavailable" }
  /** The one policy or more that refused, and milliseconds until one more request would pass. */
  | { readonly kind: "quota-exceeded"; readonly violated: readonly string[]; readonly retryMs: number }
  /** The limiter does not answer, and the policy is to refuse then. */
  | { readonly kind: "temporary-reduced-capacity" }
  | { readonly kind: "misconfigured" }
  /** A defect of ours. */
  | { readonly kind: "internal-error" }
  | { readonly kind: "admin-off" }
  | { readonly kind: "admin-unavailable" }
  | { readonly kind: "method-not-allowed"; readonly allow: readonly string[] };
