/**
 * Key → caller: from the isolate's cache, else one call to the object that holds the key's digest. Unknown, disabled,
 * expired and mistyped keys are one and the same here: nobody is told which.
 */
import { isRetryable } from "../retryable.ts";
import { LookupCache } from "./cache.ts";
import { digestOf, keysObjectOf } from "./digest.ts";
import { inTime } from "./in-time.ts";
import type { Caller, Keys } from "./keys.ts";
import { isLive } from "./lifetime.ts";
import { readOwnKey } from "./own-key.ts";

export type KeysNamespace = DurableObjectNamespace<Keys>;

export type Identity =
  | { readonly kind: "caller"; readonly caller: Caller }
  | { readonly kind: "unknown" }
  /** The object did not answer and nothing is cached. */
  | { readonly kind: "unavailable" };

/**
 * 10,000 entries are about 5 MB of an isolate's 128 MB. Wrong keys have a tenth: they are kept for seconds. An object
 * that is down for an hour is a disaster; longer than that a key that was disabled meanwhile must not work on.
 */
export const CACHE = { found: 9_000, missed: 1_000, foundMs: 60_000, missedMs: 5_000, staleMs: 3_600_000 };

/** For both tries together: a client waits no longer to learn that its key cannot be checked. */
const FIND_MS = 2_000;

/**
 * By the key itself, not its digest: hashing costs more than the rest of the router's work, and whoever
 * can read an isolate's memory reads the requests too. It is never written anywhere. How long a lookup takes
 * tells a guesser nothing: a Map compares seeded hashes, and whole keys only when those agree.
 */
const cache = new LookupCache<Caller>(CACHE);

/** The answer when no object has to be asked, without a promise: the usual case on the request path. */
export function identifyCached(key: string, now: number): Identity | null {
  const cached = cache.get(key);
  // A mistyped key of ours is never looked up, so it is never in the cache either.
  if (cached === undefined) return readOwnKey(key) === "mistyped" ? { kind: "unknown" } : null;
  return cached.until <= now ? null : identityOf(cached.value, now);
}

export async function identify(key: string, keys: KeysNamespace, now: number): Promise<Identity> {
  const cached = identifyCached(key, now);
  if (cached !== null) return cached;
  const found = await inTime(find(await digestOf(key), keys), FIND_MS);
  if (found.ok) {
    cache.put(key, found.value, now);
    return identityOf(found.value, now);
  }
  const stale = cache.stale(key, now);
  return stale === null ? { kind: "unavailable" } : identityOf(stale, now);
}

/** This key was good a moment ago, in this isolate: whoever brings it does not guess. */
export function isKnown(key: string): boolean {
  return cache.has(key);
}

/**
 * After an operator's change, so that it holds at once for whoever made it and tries it here. Other isolates
 * follow when their entries have had their time.
 */
export function forgetLookups(): void {
  cache.clear();
}

/** At its instant a key is refused, cached or not. */
function identityOf(caller: Caller | null, now: number): Identity {
  return caller !== null && isLive(caller, now) ? { kind: "caller", caller } : { kind: "unknown" };
}

/** Once more, over a new stub, when the object was only just restarting: a deploy must cost nobody an answer. */
async function find(digest: string, keys: KeysNamespace): Promise<Caller | null> {
  const ask = () => keys.getByName(keysObjectOf(digest)).find(digest);
  try {
    return await ask();
  } catch (error) {
    if (!isRetryable(error)) throw error;
    return ask();
  }
}
