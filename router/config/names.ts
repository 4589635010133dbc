/**
 * The names that bindings and vars have: `V2` and `VERSION_V2` for the default application,
 * `ENROLLMENT_V0` and `VERSION_ENROLLMENT_V0` for the one served under `/api/enrollment`.
 */

export interface VersionName {
  /** As in a URL: lower-cased, `_` becomes `-`; empty for the default application. */
  readonly application: string;
  readonly number: number;
}

const BINDING = /^(?:([A-Z][A-Z0-9_]*)_)?V(0|[1-9]\d{0,3})$/;

/** Null when the name is not that of a version. */
export function versionOfBinding(binding: string): VersionName | null {
  const match = BINDING.exec(binding);
  if (match === null) return null;
  return { application: urlName(match[1] ?? ""), number: Number(match[2]) };
}

/** The version that a var such as `VERSION_V2` describes; null for any other var. */
export function describedVersion(name: string): VersionName | null {
  return name.startsWith("VERSION_") ? versionOfBinding(name.slice("VERSION_".length)) : null;
}

export function bindingOf(name: VersionName): string {
  const prefix = name.application === "" ? "" : `${varName(name.application)}_`;
  return `${prefix}V${name.number}`;
}

/** `APPLICATION_DEFAULT` is the nameless one; null when the var describes no application. */
export function applicationOfVar(name: string): string | null {
  if (!name.startsWith("APPLICATION_")) return null;
  const rest = name.slice("APPLICATION_".length);
  return rest === "DEFAULT" ? "" : urlName(rest);
}

export function applicationVar(application: string): string {
  return `APPLICATION_${application === "" ? "DEFAULT" : varName(application)}`;
}

/** Why a URL could not tell this application from something else, or null. */
export function nameFault(application: string): string | null {
  if (/^v\d|^\d+$/.test(application) || application === "latest") return "it would be read as a version";
  if (application === "default") return "administration calls the nameless application so";
  if (application === "versions" || application === "usage") return "that path is the router's own";
  return null;
}

function urlName(name: string): string {
  return name.toLowerCase().replaceAll("_", "-");
}

function varName(application: string): string {
  return application.toUpperCase().replaceAll("-", "_");
}
