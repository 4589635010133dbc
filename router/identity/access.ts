/** Does this request get to its version? By default every one needs a good key. */
import { names } from "../lifecycle/operation.ts";
import type { Application } from "../version/registry.ts";
import type { Identity } from "./identify.ts";
import type { Caller } from "./keys.ts";

/** What a request brought, and what came of looking it up. */
export type Presented = Identity | { readonly kind: "none" };

export type Access =
  | { readonly kind: "admitted"; readonly caller: Caller | null }
  | { readonly kind: "key-required"; readonly application: Application }
  | { readonly kind: "key-refused"; readonly application: Application }
  | { readonly kind: "keys-unavailable" };

/**
 * What was presented, as this application sees it: a key that is limited to others is as good as unknown here. To be
 * asked before anything is made of the caller (its pin, its exemptions), else they would tell it from an unknown one.
 */
export function presentedTo(application: Application, presented: Presented): Presented {
  if (presented.kind !== "caller") return presented;
  const { applications } = presented.caller;
  return applications === null || applications.includes(application.name) ? presented : { kind: "unknown" };
}

/** @param path the worker's part */
export function admit(application: Application, presented: Presented, method: string, path: string): Access {
  const seen = presentedTo(application, presented);
  // A good key counts where none is needed too: the caller is then known, and the answer its own.
  if (seen.kind === "caller") return { kind: "admitted", caller: seen.caller };
  if (application.access === "public" || names(application.public, method, path))
    return { kind: "admitted", caller: null };
  switch (seen.kind) {
    case "none":
      return { kind: "key-required", application };
    case "unknown":
      return { kind: "key-refused", application };
    case "unavailable":
      return { kind: "keys-unavailable" };
  }
}
