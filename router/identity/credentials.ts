/**
 * Which key did a request bring? `Authorization: Token | Bearer | Basic` (RFC 6750, RFC 7617), or one of
 * the configured header fields. Nothing here decides whether the key is good. A query parameter or a cookie is never
 * a key: URLs end up in logs, and cookies are sent by whoever the browser is lured to by.
 */
import { KEY_LENGTH, KEY_TEXT } from "./own-key.ts";

export type Credentials =
  | { readonly kind: "none" }
  | { readonly kind: "key"; readonly key: string }
  /** Something was sent that can be no key: refused without a lookup. */
  | { readonly kind: "malformed" };

const AUTHORIZATION = /^(token|bearer|basic) +(\S+) *$/i;
/** A Basic pair of a user name and a key, both as long as a key can be, in base64; and the scheme with some space. */
const FIELD_LENGTH = Math.ceil(((2 * KEY_LENGTH + 1) * 4) / 3) + 32;

/** @param header a field's value by name, or null */
export function readCredentials(header: (name: string) => string | null, keyHeaders: readonly string[]): Credentials {
  const authorization = header("Authorization");
  if (authorization !== null) return fromAuthorization(authorization);
  for (const name of keyHeaders) {
    const value = header(name);
    if (value !== null) return asKey(value);
  }
  return { kind: "none" };
}

function fromAuthorization(field: string): Credentials {
  // Longer than scheme and key can be; matching must not be given arbitrary input.
  const match = field.length > FIELD_LENGTH ? null : AUTHORIZATION.exec(field);
  if (match === null) return { kind: "malformed" };
  const [, scheme = "", value = ""] = match;
  return scheme.toLowerCase() === "basic" ? fromBasic(value) : asKey(value);
}

/**
 * The key is the password, and the user name is the client's own business: the key alone says who calls. Clients that
 * have only a user name to fill in put the key there.
 */
function fromBasic(encoded: string): Credentials {
  let pair: string;
  try {
    pair = atob(encoded);
  } catch {
    return { kind: "malformed" };
  }
  const colon = pair.indexOf(":");
  if (colon === -1) return { kind: "malformed" };
  return asKey(pair.slice(colon + 1) || pair.slice(0, colon));
}

function asKey(key: string): Credentials {
  return KEY_TEXT.test(key) ? { kind: "key", key } : { kind: "malformed" };
}
