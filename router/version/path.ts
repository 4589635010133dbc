/**
 * The URL signal: which application and version does a path name? The path is the one after WHATWG URL
 * parsing, so dot segments are gone. Segments are compared whole and case-sensitively; percent-encoded
 * unreserved characters equal plain ones (RFC 3986 6.2.2.2) and `%2F` is never decoded.
 */

/** A segment that looks like a version is one, or the answer is `version-unknown`. */
export type VersionSegment =
  | { readonly kind: "number"; readonly number: number; readonly text: string }
  | { readonly kind: "latest"; readonly text: string }
  | { readonly kind: "unknown"; readonly text: string };

export type PathReading =
  /** Not below the base, or an empty segment where a version or a resource was expected. */
  | { readonly kind: "elsewhere" }
  /** `/api`, `/api/versions` and an application's root. `application` is empty for the default one. */
  | { readonly kind: "root"; readonly application: string }
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

const LOOKS_LIKE_A_VERSION = /^(?:[vV]\d|\d+(?:\.\d+)*$|latest$)/i;
const A_VERSION = /^v?(0|[1-9]\d{0,3})$/;

/** @param applications names of the named applications; the default one needs no name. */
export function readPath(path: string, base: string, applications: { has(name: string): boolean }): PathReading {
  const start = afterBase(path, base);
  if (start === null) return { kind: "elsewhere" };
  if (start === path.length) return { kind: "root", application: "" };

  let cut = segmentEnd(path, start);
  let segment = plain(path.slice(start + 1, cut));
  let application = "";
  let prefixEnd = start;
  if (segment !== "" && applications.has(segment)) {
    application = segment;
    prefixEnd = cut;
    if (cut >= path.length - 1) return { kind: "root", application };
    const next = segmentEnd(path, cut);
    segment = plain(path.slice(cut + 1, next));
    cut = next;
  }
  if (segment === "") {
    const atRoot = cut === path.length;
    return atRoot ? { kind: "root", application } : { kind: "elsewhere" };
  }
  if (application === "" && segment === "versions" && cut === path.length) {
    return { kind: "root", application };
  }
  const version = versionSegment(segment);
  if (version !== null) prefixEnd = cut;
  return {
    kind: "below",
    application,
    version,
    prefix: path.slice(0, prefixEnd),
    rest: prefixEnd === path.length ? "/" : path.slice(prefixEnd),
  };
}

/** Null when the segment is an ordinary name such as `users` or `2fa`. */
export function versionSegment(segment: string): VersionSegment | null {
  if (!LOOKS_LIKE_A_VERSION.test(segment)) return null;
  if (segment === "latest") return { kind: "latest", text: segment };
  const match = A_VERSION.exec(segment);
  if (match === null) return { kind: "unknown", text: segment };
  return { kind: "number", number: Number(match[1]), text: segment };
}

/** Index of the slash after the base, or null when the path is not below it. */
function afterBase(path: string, base: string): number | null {
  if (path.startsWith(base)) {
    const next = path.charCodeAt(base.length);
    return Number.isNaN(next) || next === 47 ? base.length : null;
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
