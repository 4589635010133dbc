/** In which environments an edit is made. Bindings and vars are not inherited: what holds in one holds only there. Pure. */
import { bindingOf, type VersionName } from "../../router/config/names.ts";
import type { Table } from "./read.ts";
import { findNamed } from "./named.ts";

/** Those that bind or describe the version. Of a table without faults. */
export function environmentsKnowing(table: Table, name: VersionName): readonly (string | null)[] {
  return table.views
    .filter(
      ({ config, services }) =>
        services.has(bindingOf(name)) || (config.ok && findNamed(config.registry, name) !== null),
    )
    .map(({ environment }) => environment);
}
