/** The applications of the version table under the names that operators give them. */
import type { Application, Registry } from "../version/registry.ts";
import { DEFAULT_APPLICATION } from "./parameters.ts";

export function wireApplication(name: string): string {
  return name === "" ? DEFAULT_APPLICATION : name;
}

/** The name in the version table. */
export function applicationName(wire: string): string {
  return wire === DEFAULT_APPLICATION ? "" : wire;
}

export function applicationNamed(registry: Registry, wire: string): Application | null {
  return registry.applications.get(applicationName(wire)) ?? null;
}

/** A sentence for whoever named one that is not in the table. */
export function applicationsThereAre(registry: Registry): string {
  const names = [...registry.applications.keys()].map(wireApplication);
  return `There is no such application. There is ${names.join(", ")}.`;
}
