/** What is kept of a key or token: its SHA-256. And where a key's is looked up. */

/** 64 hex digits. */
export async function digestOf(secret: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The name of the `Keys` object that knows this digest: one of 256, by its first byte. */
export function keysObjectOf(digest: string): string {
  return `keys-${digest.slice(0, 2)}`;
}

/** Takes the same time whatever the two have in common, so that a guesser learns nothing from how long it took. */
export function sameDigest(one: string, other: string): boolean {
  const encoder = new TextEncoder();
  const [a, b] = [encoder.encode(one), encoder.encode(other)];
  return a.length === b.length && crypto.subtle.timingSafeEqual(a, b);
}
