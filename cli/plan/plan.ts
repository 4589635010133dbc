/**
 * What a command decided to do. Plans are plain data and made by pure functions: whoever reads a plan knows everything
 * that will happen, and a test needs no platform.
 */

/** `S`: a union of steps, told apart by `kind`. */
export type Plan<S extends { readonly kind: string }> =
  | {
      readonly kind: "steps";
      /** In order; none: everything is as it was asked for already. */
      readonly steps: readonly S[];
      /** Sentences to read before going on. */
      readonly warnings: readonly string[];
    }
  /** Nothing may be done, for all of these reasons: sentences. */
  | { readonly kind: "refused"; readonly refusals: readonly string[] };
