/**
 * The `Idempotency-Key` of a request (draft-ietf-httpapi-idempotency-key-header-06 §2.1): a string as structured fields
 * write it, in quotes; without them it is taken too, because most clients send it so. Pure.
 */

export type KeyRead =
  | { readonly kind: "none" }
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "malformed" };

/** Characters: a UUID has 36, and rows of the store should stay small. */
export const KEY_LIMIT = 255;

/** RFC 9651 §3.3.3: printable ASCII, with quotes and backslashes escaped. */
const QUOTED = /^"((?:[ !#-[\]-~]|\\["\\])*)"$/;
/** No comma, which would join two fields of that name, and no quote: half a quoted one. */
const BARE = /^[!#-+\--~]+$/;

/** @param field null where there is none */
export function readKey(field: string | null): KeyRead {
  if (field === null) return { kind: "none" };
  const text = field.trim();
  const quoted = QUOTED.exec(text)?.[1]?.replaceAll(/\\(["\\])/g, "$1");
  const key = quoted ?? (BARE.test(text) ? text : "");
  return key === "" || key.length > KEY_LIMIT ? { kind: "malformed" } : { kind: "key", key };
}
