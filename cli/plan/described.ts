/** One version in every environment that knows it, and what the table would be after edits. Pure. */
import { bindingOf, type VersionName } from "../../router/config/names.ts";
import type { Application, Version } from "../../router/version/registry.ts";
import { type Edit, editTable } from "../table/edit.ts";
import { findNamed, versionLabel } from "../table/named.ts";
import { faultsOf, inEnvironment, readTable, type Table, warningsOf } from "../table/read.ts";

export interface Described {
  readonly environment: string | null;
  readonly application: Application;
  readonly version: Version;
}

export interface DescribedVersion {
  /** Environments in which it is bound; when it is bound in none, those that describe it. */
  readonly places: readonly Described[];
  /** Why nothing may be edited: a faulty table, or nobody knows the version. */
  readonly faults: readonly string[];
  /** The edited table as the router would read it. */
  readonly check: (
    edits: readonly Edit[],
    now: number,
  ) => { readonly faults: readonly string[]; readonly warnings: readonly string[] };
}

export function described(table: Table, name: VersionName): DescribedVersion {
  const check: DescribedVersion["check"] = (edits, now) => checked(table, edits, now);
  const faults = faultsOf(table);
  if (faults.length > 0) return { places: [], faults, check };
  const known = table.views.flatMap(({ environment, config }) => {
    const found = config.ok ? findNamed(config.registry, name) : null;
    return found === null ? [] : [{ environment, ...found }];
  });
  const bound = known.filter(({ version }) => version.bound);
  if (known.length > 0) return { places: bound.length > 0 ? bound : known, faults: [], check };
  const there = new Set(
    table.views.flatMap(({ config }) =>
      config.ok
        ? [...config.registry.applications.values()].flatMap(({ name: application, versions }) =>
            versions.map(({ number }) => versionLabel({ application, number })),
          )
        : [],
    ),
  );
  return {
    places: [],
    faults: [`There is no ${versionLabel(name)} in the table. There are: ${[...there].join(", ")}.`],
    check,
  };
}

/** Sentences that hold everywhere once, and the others with the environment that they are of. */
export function toldOf(places: readonly Described[], tell: (place: Described) => readonly string[]): readonly string[] {
  const told = places.map((place) => ({ place, sentences: tell(place) }));
  const all = told.flatMap(({ place, sentences }) =>
    sentences.map((sentence) =>
      told.every((other) => other.sentences.includes(sentence)) ? sentence : inEnvironment(place.environment, sentence),
    ),
  );
  return [...new Set(all)];
}

/** None where there is one table alone. */
export function elsewhereNotes(places: readonly Described[]): readonly string[] {
  if (places.length < 2) return [];
  return [
    "The tables of all environments are changed, and one router is deployed: other environments say it from their next deploy on.",
  ];
}

export function tableOf(name: VersionName): string {
  return `VERSION_${bindingOf(name)}`;
}

function checked(table: Table, edits: readonly Edit[], now: number) {
  const edited = editTable(table.text, edits);
  if (!edited.ok) return { faults: [edited.fault], warnings: [] };
  const read = readTable(edited.text, now);
  if (!read.ok) return { faults: [read.fault], warnings: [] };
  return { faults: faultsOf(read.table), warnings: warningsOf(read.table) };
}
