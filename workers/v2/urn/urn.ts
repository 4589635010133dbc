/** URNs, `scheme:path`: how a contact is addressed. Pure; knows no account, and no country that it is not given. */
import { nationalPhone, SCHEMES, type Scheme } from "./schemes.ts";

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

/**
 * Normal form, a number without country code completed with the country's; what is no URN stays as it is. Not for our
 * own requests: it is what other workers may ask for, whose clients write numbers as at home.
 */
export function completedUrn(text: string, country: string | null): string {
  const parts = partsOf(text);
  if (parts === null) return text;
  const { scheme, path } = parts;
  const national = country !== null && lacksCountry(text);
  return `${scheme.name}:${national ? (nationalPhone(path, country) ?? path) : path}`;
}

/** Whether it is a telephone number without country code. */
export function lacksCountry(text: string): boolean {
  const parts = partsOf(text);
  return parts?.scheme.name === "tel" && !parts.path.startsWith("+");
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
