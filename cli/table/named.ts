/** How an operator writes a version: `v3`, or `enrollment/v0` for that of a named application. Pure. */
import { bindingOf, nameFault, type VersionName, versionOfBinding } from "../../router/config/names.ts";
import type { Application, Registry, Version } from "../../router/version/registry.ts";
import { Misuse } from "../command.ts";

/** Takes bindings too: `V3`, `ENROLLMENT_V0`. Throws a `Misuse`. */
export function readVersionName(word: string): VersionName {
  const binding = word
    .toUpperCase()
    .replace(/^(\d+)$/, "V$1")
    .replace("/", "_")
    .replaceAll("-", "_");
  const name = versionOfBinding(binding);
  if (name === null || nameFault(name.application) !== null)
    throw new Misuse(`'${word}' is no version: write v3, or NAME/v3 for that of a named application.`);
  return name;
}

export function versionLabel({ application, number }: VersionName): string {
  return application === "" ? `v${number}` : `${application}/v${number}`;
}

export interface Found {
  readonly application: Application;
  readonly version: Version;
}

/** Null: the table neither binds nor describes it. */
export function findNamed(registry: Registry, name: VersionName): Found | null {
  const application = registry.applications.get(name.application);
  const binding = bindingOf(name);
  const version = application?.versions.find((it) => it.binding === binding);
  return application === undefined || version === undefined ? null : { application, version };
}
