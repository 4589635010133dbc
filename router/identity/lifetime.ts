/** How long keys live. Pure; milliseconds. */

interface Lived {
  readonly createdMs: number;
  readonly expiresMs: number | null;
}

/** From its last instant on a key is good no more. */
export function isLive(key: Pick<Lived, "expiresMs">, now: number): boolean {
  return key.expiresMs === null || key.expiresMs > now;
}

/** When a key that is being replaced expires: after the overlap, but never later than it would have. */
export function endOfOverlap(old: Lived, now: number, overlapMs: number): number {
  return Math.min(now + overlapMs, old.expiresMs ?? Number.POSITIVE_INFINITY);
}

/** A key that was made for a year is replaced by one for a year; one without an end by one without. */
export function expiryOfNext(old: Lived, now: number): number | null {
  return old.expiresMs === null ? null : now + (old.expiresMs - old.createdMs);
}

/**
 * Expired keys that are not worth remembering any more: all but the `keep` that expired last. Operators see what
 * became of a key; rotating for years must not make an account heavy.
 */
export function forgettable<K extends Pick<Lived, "expiresMs">>(keys: readonly K[], now: number, keep: number): K[] {
  const expired = keys.filter((key) => !isLive(key, now));
  return expired.toSorted((a, b) => (b.expiresMs ?? 0) - (a.expiresMs ?? 0)).slice(keep);
}
