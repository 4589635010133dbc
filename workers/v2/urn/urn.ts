/** URNs, `scheme:path`: how a contact is addressed. Pure; knows no account and no country. */
import { SCHEMES, type Scheme } from "./schemes.ts";

/** Characters of a whole URN. */
const LONGEST = 255;

/** Normal form, or null for what is no URN at all: no known scheme, nothing behind the colon. For looking up. */
export function normalUrn(text: string): string | null {
  const parts = partsOf(text);
  return parts === null ? null : `${parts.scheme.name}:${parts.path}`;
}

/** Normal form, or null unless a contact may be given this URN. */
export function validUrn(text: string): string | null {
  const parts = partsOf(text);
  if (parts === null || !parts.scheme.valid(parts.path)) return null;
  return `${parts.scheme.name}:${parts.path}`;
}

function partsOf(text: string): { scheme: Scheme; path: string } | null {
  const trimmed = text.trim();
  const colon = trimmed.indexOf(":");
  if (colon < 1) return null;
  const name = trimmed.slice(0, colon).toLowerCase();
  const scheme = SCHEMES.find((it) => it.name === name);
  if (scheme === undefined) return null;
  const path = scheme.clean(trimmed.slice(colon + 1).trim());
  return path === "" || name.length + 1 + path.length > LONGEST ? null : { scheme, path };
}
