/** Who is calling: what a request brought, and what is known of it. */
import type { Env } from "./env.ts";
import type { Presented } from "./identity/access.ts";
import { readCredentials } from "./identity/credentials.ts";
import { identify, identifyCached, isKnown } from "./identity/identify.ts";
import { addressRefused, type Exhausted } from "./limiting.ts";
import type { Application, Registry } from "./version/registry.ts";
import type { Visit } from "./visit.ts";

type PresentedOrExhausted = Presented | Exhausted;

/** Cached in the isolate: the usual request waits for nothing here, not even for a promise. */
export function present(
  visit: Visit,
  env: Env,
  application: Application,
  registry: Registry,
): PresentedOrExhausted | Promise<PresentedOrExhausted> {
  // A public application's credentials are its own business and pass through.
  if (application.access === "public") return { kind: "none" };
  const credentials = readCredentials((name) => visit.request.headers.get(name), registry.keyHeaders);
  if (credentials.kind === "key") {
    const cached = identifyCached(credentials.key, visit.now);
    if (cached !== null && cached.kind === "caller") return cached;
    // Somebody who was known a moment ago is not one who guesses.
    if (cached === null && isKnown(credentials.key)) return identify(credentials.key, env.KEYS, visit.now);
  }
  const exhausted = addressRefused(visit, registry);
  if (exhausted !== null) return exhausted;
  if (credentials.kind === "none") return credentials;
  if (credentials.kind === "malformed") return { kind: "unknown" };
  return identify(credentials.key, env.KEYS, visit.now);
}
