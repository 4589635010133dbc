/**
 * A retirement changes every environment's table and decides about one: what was promised, who still
 * calls, whose pin it is. Until the others have decided too, deploying their routers would end the version there unasked.
 */
import type { Config } from "../../router/config.ts";
import { type VersionName, versionOfBinding } from "../../router/config/names.ts";
import type { Context } from "../context.ts";
import { findNamed, versionLabel } from "../table/named.ts";
import type { Table } from "../table/read.ts";
import { retiredIn, type RetirementRecord } from "./record.ts";
import { loadRecords } from "./record-file.ts";

export interface Undecided {
  readonly binding: string;
  /** As the operator writes the version: `v3`. */
  readonly label: string;
  /** Null: the top level. */
  readonly environment: string | null;
}

/** Of all environments. Pure. */
export function undecidedIn(records: readonly RetirementRecord[], table: Table): readonly Undecided[] {
  return table.views.flatMap(({ environment, services, config }) =>
    records.flatMap((record): Undecided[] => {
      const entry = retiredIn(record, environment);
      const name = versionOfBinding(record.version);
      if (entry === null || entry.callers !== null || name === null) return [];
      if (services.has(record.version) && !isEnded(config, name)) return [];
      return [{ binding: record.version, label: versionLabel(name), environment }];
    }),
  );
}

/** Bound, but for operations that outlive it. */
function isEnded(config: Config, name: VersionName): boolean {
  return config.ok && findNamed(config.registry, name)?.version.retired != null;
}

export function undecidedSentence({ label, environment }: Undecided): string {
  const [where, flag] =
    environment === null ? ["the top level", ""] : [`[env.${environment}]`, ` --env ${environment}`];
  const why = `The table says that ${label} is retired because another environment retired it, and ${where} has not decided yet`;
  return `${why}: its router serves ${label} until it is deployed. See who calls it, and retire it there: milepost version retire ${label}${flag}`;
}

/** Why the router of this environment is not to be deployed, but for a command about the version `but`, a binding. */
export async function undecidedHere({ root, flags }: Context, table: Table, but?: string): Promise<readonly string[]> {
  const all = undecidedIn(await loadRecords(root), table);
  return all.filter((it) => it.environment === flags.env && it.binding !== but).map(undecidedSentence);
}
