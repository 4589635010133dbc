/** Why the admin worker answers with an error, apart from its public sentence, which `problems.ts` has. */
export type Refusal =
  | { readonly kind: "not-found" }
  | { readonly kind: "operator-required" }
  | { readonly kind: "method-not-allowed"; readonly allow: readonly string[] }
  | { readonly kind: "import-unavailable" }
  | { readonly kind: "import-too-large"; readonly limit: number }
  /** `field` and `line` as far as they are known. */
  | { readonly kind: "import-invalid"; readonly detail: string; readonly field?: string; readonly line?: number }
  | { readonly kind: "import-gap"; readonly next: number };
