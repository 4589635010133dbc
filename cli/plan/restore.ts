/** `version restore`: what a retirement left → the steps back, or every reason against. Pure. */
import { bindingOf, type VersionName } from "../../router/config/names.ts";
import { isoDate } from "../../router/lifecycle/instant.ts";
import { retiredIn, type RetirementRecord } from "../retire/record.ts";
import { findNamed, versionLabel } from "../table/named.ts";
import type { Table } from "../table/read.ts";
import type { Plan } from "./plan.ts";
import { retireSentence } from "./retire-refusals.ts";
import type { RouterBuild } from "./seen.ts";

/** Where the worker can come from. */
export type Source = "folder" | "kept build";

export type RestoreStep =
  | { readonly kind: "deploy-worker"; readonly worker: string; readonly from: Source }
  | { readonly kind: "edit" }
  | { readonly kind: "deploy"; readonly router: string }
  | { readonly kind: "traffic"; readonly router: string }
  | { readonly kind: "answers" }
  | { readonly kind: "forget" };

export interface RestoreFacts {
  readonly name: VersionName;
  readonly table: Table;
  /** Null: the top level. */
  readonly environment: string | null;
  readonly record: RetirementRecord | null;
  readonly router: string;
  readonly routerBuild: RouterBuild;
  readonly workerThere: boolean;
  /** Null: it is nowhere. */
  readonly source: Source | null;
  readonly takeOver: boolean;
  /** Milliseconds. */
  readonly now: number;
}

export function planRestore(facts: RestoreFacts): Plan<RestoreStep> {
  const refusals = refusalsOf(facts);
  const { record, environment, router, workerThere, source, routerBuild } = facts;
  const entry = retiredIn(record, environment);
  if (refusals.length > 0 || entry === null) return { kind: "refused", refusals };
  const worker: RestoreStep[] =
    workerThere || source === null ? [] : [{ kind: "deploy-worker", worker: entry.worker, from: source }];
  const steps: readonly RestoreStep[] = [
    ...worker,
    { kind: "edit" },
    { kind: "deploy", router },
    { kind: "traffic", router },
    { kind: "answers" },
    { kind: "forget" },
  ];
  const warnings = routerBuild.kind === "ours" ? [] : ["The router's build is not this copy's, and is replaced by it."];
  return { kind: "steps", steps, warnings };
}

function refusalsOf(facts: RestoreFacts): readonly string[] {
  const { name, table, environment, record, routerBuild, workerThere, source, takeOver, now } = facts;
  const label = versionLabel(name);
  const config = table.views.find((view) => view.environment === environment)?.config;
  const version = config?.ok === true ? findNamed(config.registry, name)?.version : undefined;
  const entry = retiredIn(record, environment);
  if (entry === null) {
    if (version?.bound === true) return [`${label} is not retired: the table binds it, and no record says otherwise.`];
    const place = `tombstones/${bindingOf(name)}.json`;
    return [
      `No retirement of ${label} is recorded in ${place}: bind it in wrangler.toml by hand, and run milepost deploy.`,
    ];
  }
  const refusals: string[] = [];
  if (!workerThere && source === null) {
    refusals.push(
      `The worker '${entry.worker}' has no folder here and its last build was not kept in this copy: fetch its folder from the repository's past first.`,
    );
  }
  if (version?.enforceSunset === true && version.sunset !== null && version.sunset <= now) {
    refusals.push(
      `${label} would stay retired: its table enforces its sunset, ${isoDate(version.sunset)}. Take enforce_sunset out first.`,
    );
  }
  if (routerBuild.kind === "absent" || (routerBuild.kind !== "ours" && !takeOver)) {
    refusals.push(retireSentence({ kind: "router", build: routerBuild }, label));
  }
  return refusals;
}
