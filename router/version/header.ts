/**
 * A version header: a list whose members each name one version (RFC 9110 5.6.1). Strict where Accept is
 * lenient: it has no meaning but this one, so whatever cannot be read is a mistake to be told, and an empty
 * value is most often a variable that was never set.
 */
import { versionNumber } from "./number.ts";

/** In bytes. A version takes six; the cap stands before any parsing so that length alone costs nothing. */
export const MAX_VERSION_HEADER = 64;

export type HeaderMember =
  | { readonly kind: "number"; readonly number: number; readonly text: string }
  | { readonly kind: "latest"; readonly text: string };

/** Null when any member is empty or names no version. */
export function readVersionHeader(value: string, latestAllowed: boolean): HeaderMember[] | null {
  const members: HeaderMember[] = [];
  for (const member of value.split(",")) {
    const text = member.replace(/^[ \t]+|[ \t]+$/g, "");
    const number = versionNumber(text);
    if (number !== null) members.push({ kind: "number", number, text });
    else if (latestAllowed && text === "latest") members.push({ kind: "latest", text });
    else return null;
  }
  return members;
}

/** Whether `text` takes more than `limit` bytes as UTF-8, which is how the runtime reads field values. */
export function longerThan(text: string, limit: number): boolean {
  if (text.length > limit) return true;
  // At most three bytes for each UTF-16 unit.
  if (text.length * 3 <= limit) return false;
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : isSurrogate(code) ? 2 : 3;
  }
  return bytes > limit;
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}
