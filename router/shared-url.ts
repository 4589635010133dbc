/**
 * One URL, several versions: what keeps caches and conditional requests from mixing them up. A versioned
 * URL needs none of it. All of it is text in, text out.
 */
import type { Form } from "./version/resolve.ts";

/** Field lists are compared in any case; `*` says all and stays (RFC 9110 12.5.5). */
export function mergedVary(workers: string | null, names: readonly string[]): string {
  if (workers === null || workers.trim() === "") return names.join(", ");
  const present = workers.split(",").map((name) => name.trim());
  if (present.includes("*")) return "*";
  const known = new Set(present.map((name) => name.toLowerCase()));
  return [...present.filter((name) => name !== ""), ...names.filter((name) => !known.has(name.toLowerCase()))].join(
    ", ",
  );
}

const TAG = /(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/g;

/** An entity tag that says which version made it, so that a 304 can never cross versions (RFC 9110 8.8.3). */
export function qualifiedTag(tag: string, version: number): string {
  return tag.replace(TAG, (_tag, weak: string | undefined, opaque: string) => `${weak ?? ""}"v${version}-${opaque}"`);
}

/**
 * `If-Match` or `If-None-Match` as the worker of `version` made its tags. Tags of other versions are left
 * out; when none is left the field must still match nothing, or a guarded write would become an unguarded one.
 */
export function unqualifiedTags(field: string, version: number): string {
  if (field.trim() === "*") return field;
  const prefix = `v${version}-`;
  const own: string[] = [];
  for (const [, weak = "", opaque = ""] of field.matchAll(TAG)) {
    if (opaque.startsWith(prefix)) own.push(`${weak}"${opaque.slice(prefix.length)}"`);
  }
  return own.length > 0 ? own.join(", ") : '"of-another-version"';
}

/**
 * `Location` and `Content-Location` keep the client's way in: what a worker sends relative to its own root
 * gets the prefix back. Foreign URLs and references relative to the request stay as they are.
 * @param origin as the worker saw it, which is the client's
 */
export function restoredLocation(location: string, origin: string, prefix: string): string {
  if (location.startsWith("/") && !location.startsWith("//")) return withPrefix(location, prefix);
  if (location === origin || location.startsWith(`${origin}/`)) {
    return `${origin}${withPrefix(location.slice(origin.length) || "/", prefix)}`;
  }
  return location;
}

/** A worker that knows its prefix has put it there already. */
function withPrefix(path: string, prefix: string): string {
  const next = path.charAt(prefix.length);
  const there = path.startsWith(prefix) && (next === "" || next === "/" || next === "?" || next === "#");
  return there ? path : `${prefix}${path}`;
}

/** `application/json` named as it was asked for; any other type is the worker's own and stays. */
export function namedType(
  type: string,
  version: number,
  form: Form,
  names: { readonly vendor: string | null; readonly parameter: string },
): string {
  const match = /^application\/json\s*(;.*)?$/i.exec(type);
  if (match === null) return type;
  const parameters = match[1] ?? "";
  const { vendor, parameter } = names;
  switch (vendor === null ? "parameter" : form) {
    case "vendor":
      return `application/vnd.${vendor}-v${version}+json${parameters}`;
    case "vendor-dot":
      return `application/vnd.${vendor}.v${version}+json${parameters}`;
    case "vendor-parameter":
      return `application/vnd.${vendor}+json;${parameter}=${version}${parameters}`;
    case "parameter":
      return `application/json;${parameter}=${version}${parameters}`;
  }
}
