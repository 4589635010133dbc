/**
 * The URL signal: which application and version does a path name? The path is the one after WHATWG URL
 * parsing, so dot segments are gone. Segments are compared whole and case-sensitively; percent-encoded
 * unreserved characters equal plain ones (RFC 3986 6.2.2.2) and `%2F` is never decoded.
 */
import { wholeNumber } from "./number.ts";

/** A segment that looks like a version is one, or the answer is `version-unknown`. */
export type VersionSegment =
  | { readonly kind: "number"; readonly number: number; readonly text: string }
  | { readonly kind: "latest"; readonly text: string }
  | { readonly kind: "unknown"; readonly text: string };

export type PathReading =
  /** Not below the base, an empty segment where a version or a resource was expected, or the router's own. */
  | { readonly kind: "elsewhere" }
  /** `/api`, `/api/versions` and an application's root. `application` is empty for the default one. */
  | { readonly kind: "root"; readonly application: string }
  /** `/api/usage`: the caller's own, of all applications. */
  | { readonly kind: "usage" }
  | {
      readonly kind: "below";
      readonly application: string;
      /** Null: an unversioned path. */
      readonly version: VersionSegment | null;
      /** What the client typed before the worker's part, e.g. `/api/v2`. */
      readonly prefix: string;
      /** The worker's part: starts with a slash, not normalised. */
      readonly rest: string;
    };

const SLASH = 47;
const LOOKS_LIKE_A_VERSION = /^(?:v\d|\d+(?:\.\d+)*$|latest$)/i;

/** First segments below the base that are the router's own pages and never a version's. */
const RESERVED: ReadonlySet<string> = new Set(["versions", "usage"]);

/** @param applications names of the named applications; the default one needs no name. */
export function readPath(path: string, base: string, applications: { has(name: string): boolean }): PathReading {
  const start = afterBase(path, base);
  if (start === null) return { kind: "elsewhere" };

  const cut = segmentEnd(path, start);
  const segment = plain(path.slice(start + 1, cut));
  if (segment === "") return cut >= path.length ? { kind: "root", application: "" } : { kind: "elsewhere" };
  // Before the applications: none may be called like a version.
  const version = versionSegment(segment);
  if (version !== null) return below(path, "", version, cut);
  if (applications.has(segment)) return readApplicationPath(path, segment, cut);
  if (!RESERVED.has(segment)) return below(path, "", null, start);
  if (cut < path.length - 1) return { kind: "elsewhere" };
  return segment === "versions" ? { kind: "root", application: "" } : { kind: "usage" };
}

function readApplicationPath(path: string, application: string, start: number): PathReading {
  const cut = segmentEnd(path, start);
  const segment = plain(path.slice(start + 1, cut));
  if (segment === "") return cut >= path.length ? { kind: "root", application } : { kind: "elsewhere" };
  const version = versionSegment(segment);
  return below(path, application, version, version === null ? start : cut);
}

function below(path: string, application: string, version: VersionSegment | null, cut: number): PathReading {
  const rest = cut === path.length ? "/" : path.slice(cut);
  return { kind: "below", application, version, prefix: path.slice(0, cut), rest };
}

/** Null when the segment is an ordinary name such as `users` or `2fa`. */
export function versionSegment(segment: string): VersionSegment | null {
  const number = wholeNumber(segment, segment.startsWith("v") ? 1 : 0, segment.length);
  if (number !== null) return { kind: "number", number, text: segment };
  if (segment === "latest") return { kind: "latest", text: segment };
  return LOOKS_LIKE_A_VERSION.test(segment) ? { kind: "unknown", text: segment } : null;
}

/** Index of the slash after the base, or null when the path is not below it. */
function afterBase(path: string, base: string): number | null {
  if (path.startsWith(base)) {
    const next = path.charCodeAt(base.length);
    return Number.isNaN(next) || next === SLASH ? base.length : null;
  }
  if (!path.includes("%")) return null;
  let cut = 0;
  for (let left = base.split("/").length - 1; left > 0; left--) cut = segmentEnd(path, cut);
  return plain(path.slice(0, cut)) === base ? cut : null;
}

function segmentEnd(path: string, slash: number): number {
  const end = path.indexOf("/", slash + 1);
  return end === -1 ? path.length : end;
}

/** Decodes unreserved characters only (RFC 3986 2.3). */
function plain(segment: string): string {
  if (!segment.includes("%")) return segment;
  return segment.replace(/%([0-9A-Fa-f]{2})/g, (escape, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return /[\w.~-]/.test(character) ? character : escape;
  });
}
