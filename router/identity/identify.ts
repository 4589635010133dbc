/** Key → caller: from the isolate's cache, else one call to the object that holds the key's digest. */
import { LookupCache } from "./cache.ts";
import type { Caller, Keys, NewKey } from "./keys.ts";

export type KeysNamespace = DurableObjectNamespace<Keys>;

export type Identity =
  | { readonly kind: "caller"; readonly caller: Caller }
  | { readonly kind: "unknown" }
  /** The object did not answer and nothing is cached. */
  | { readonly kind: "unavailable" };

/** 10,000 entries are about 3 MB of an isolate's 128 MB. */
const CACHE = { entries: 10_000, foundMs: 60_000, missedMs: 5_000 };

/**
 * By the key itself, not its digest: hashing costs more than the rest of the router's work, and whoever
 * can read an isolate's memory reads the requests too. It is never written anywhere.
 */
const cache = new LookupCache<Caller>(CACHE);

/** The answer when it is cached and fresh, without a promise: the usual case on the request path. */
export function identifyCached(key: string, now: number): Identity | null {
  const cached = cache.get(key);
  if (cached === undefined || cached.until <= now) return null;
  return cached.value === null ? { kind: "unknown" } : { kind: "caller", caller: cached.value };
}

export async function identify(key: string, keys: KeysNamespace, now: number): Promise<Identity> {
  const cached = identifyCached(key, now);
  if (cached !== null) return cached;
  const digest = await sha256(key);
  try {
    const caller = await keys.getByName(objectName(digest)).find(digest);
    cache.put(key, caller, now);
    return caller === null ? { kind: "unknown" } : { kind: "caller", caller };
  } catch {
    const stale = cache.get(key)?.value;
    return stale === undefined || stale === null ? { kind: "unavailable" } : { kind: "caller", caller: stale };
  }
}

/**
 * After an operator's change, so that it holds at once for whoever made it and tries it here. Other isolates
 * follow when their entries have had their time.
 */
export function forgetLookups(): void {
  cache.clear();
}

/** Stores keys by digest. All or nothing per object; safe to repeat. */
export async function storeKeys(
  keys: readonly { readonly key: string; readonly account: string; readonly role: Caller["role"] }[],
  namespace: KeysNamespace,
): Promise<void> {
  const byObject = new Map<string, NewKey[]>();
  for (const { key, account, role } of keys) {
    const digest = await sha256(key);
    const name = objectName(digest);
    byObject.set(name, [...(byObject.get(name) ?? []), { digest, account, role }]);
  }
  for (const [name, list] of byObject) await namespace.getByName(name).put(list);
}

function objectName(digest: string): string {
  return `keys-${digest.slice(0, 2)}`;
}

/** Hex. */
async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
