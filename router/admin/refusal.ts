/** Why the admin worker answers with an error, apart from its public sentence, which `problems.ts` has. */

/** One thing that is wrong with a request. */
export interface Fault {
  readonly in: "path" | "query" | "body";
  /** Its name; members of members are joined with dots. Empty: the body itself. */
  readonly field: string;
  readonly detail: string;
}

export type Refusal =
  | { readonly kind: "not-found" }
  | { readonly kind: "operator-required" }
  | { readonly kind: "method-not-allowed"; readonly allow: readonly string[] }
  /** Everything that is wrong, at once. */
  | { readonly kind: "request-invalid"; readonly faults: readonly Fault[] }
  | { readonly kind: "body-malformed"; readonly why: "not-utf8" | "malformed" | "not-an-object" }
  | { readonly kind: "body-too-large"; readonly limit: number }
  | { readonly kind: "body-type-unsupported" }
  | { readonly kind: "account-unknown"; readonly account: string }
  | { readonly kind: "account-exists"; readonly account: string }
  | { readonly kind: "too-many-keys"; readonly account: string }
  | { readonly kind: "key-unknown"; readonly id: string }
  | { readonly kind: "operator-unknown"; readonly name: string }
  | { readonly kind: "operator-exists"; readonly name: string }
  | { readonly kind: "export-unavailable" }
  | { readonly kind: "import-unavailable" }
  | { readonly kind: "import-too-large"; readonly limit: number }
  /** `field` and `line` as far as they are known. */
  | { readonly kind: "import-invalid"; readonly detail: string; readonly field?: string; readonly line?: number }
  | { readonly kind: "import-gap"; readonly next: number }
  | { readonly kind: "import-full"; readonly account: string };
