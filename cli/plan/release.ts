/** `version release`: the table, the project's files and a number → the files of the new version and of the shell. Pure. */
import { bindingOf, type VersionName } from "../../router/config/names.ts";
import type { Files } from "../scaffold/changeset.ts";
import { placesOf, releaseScaffold } from "../scaffold/release.ts";
import { withVersion } from "../scaffold/table.ts";
import { findNamed, versionLabel } from "../table/named.ts";
import { faultsOf, registryOf, type Table } from "../table/read.ts";
import type { Plan } from "./plan.ts";
import { type Circumstances, goingOn, refusedFor, scaffolding, type ScaffoldStep } from "./scaffold.ts";

export interface ReleaseFacts extends Circumstances {
  readonly name: VersionName;
  readonly table: Table;
  /** Of the whole project. */
  readonly files: Files;
  readonly templates: Files;
}

export function planRelease(facts: ReleaseFacts): Plan<ScaffoldStep> {
  const { name, table, files, templates } = facts;
  const begun = goingOn(facts);
  if (begun !== null) return begun;
  const registry = registryOf(table, null);
  if (registry === null) return refusedFor(...faultsOf(table));
  const application = registry.applications.get(name.application);
  const numbers = (application?.versions ?? []).map(({ number }) => number);
  const newest = Math.max(...numbers);
  if (application === undefined || numbers.length === 0) {
    return refusedFor(`There is no application here to release ${versionLabel(name)} of: milepost application create.`);
  }
  const label = (number: number) => versionLabel({ ...name, number });
  if (findNamed(registry, name)?.version.bound === true && name.number === newest) {
    return { kind: "steps", steps: [], warnings: [`${label(newest)} is bound already: there is nothing to release.`] };
  }
  if (name.number !== newest + 1) return refusedFor(`The next version is ${label(newest + 1)}: release that.`);

  const old = { ...name, number: newest };
  const services = new Map(table.views.map((view) => [view.environment, view.services.get(bindingOf(old))]));
  const worker = services.get(null);
  if (worker === undefined) {
    return refusedFor(`${label(newest)} is not bound, so its work cannot be taken over: restore it first.`);
  }
  const released = { from: newest, worker, to: name.number };
  const scaffold = releaseScaffold(files, templates, released);
  if (scaffold.kind === "refused") return { kind: "refused", refusals: scaffold.reasons };
  const next = placesOf(files, released)?.name ?? worker;
  const text = withVersion(table, {
    version: name,
    after: old,
    // An environment's name of the old worker, with the new one's in it: `milepost-v2-staging`.
    service: (environment) => (services.get(environment) ?? worker).replace(worker, next),
  });
  if (!text.ok) return refusedFor(text.fault);
  const { changes, notes } = scaffold;
  const write = new Map([...changes.write, ["wrangler.toml", text.text]]);
  return scaffolding(facts, { write, remove: changes.remove }, notes);
}
