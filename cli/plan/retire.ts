/**
 * `version retire`: what is known of a version, its callers and the platform → the steps to its end, or every reason
 * against. Pure. What was decided once is not asked again: a retirement that broke after the table was changed goes on,
 * since its callers are met with 410 already, or soon.
 */
import { bindingOf, type VersionName } from "../../router/config/names.ts";
import { relationFaults } from "../../router/config/relations.ts";
import type { Operation } from "../../router/lifecycle/operation.ts";
import { latestOf, oldestOf, stageOf, successorOf } from "../../router/lifecycle/stage.ts";
import type { Application, Registry, Version } from "../../router/version/registry.ts";
import type { Referrer } from "../platform/worker.ts";
import { type RetiredCaller, retiredIn, type RetirementRecord } from "../retire/record.ts";
import { findNamed, versionLabel } from "../table/named.ts";
import type { Table, View } from "../table/read.ts";
import type { Plan } from "./plan.ts";
import { callerName, type RetireRefusal, retireSentence } from "./retire-refusals.ts";
import type { RouterBuild } from "./seen.ts";

export type RetireStep =
  | { readonly kind: "record" }
  | { readonly kind: "keep-build"; readonly worker: string }
  | { readonly kind: "edit" }
  | { readonly kind: "deploy"; readonly router: string }
  | { readonly kind: "traffic"; readonly router: string }
  | { readonly kind: "answers" }
  | { readonly kind: "references"; readonly worker: string }
  | { readonly kind: "delete"; readonly worker: string };

/** What the platform says; null where it was not asked because nothing would be deleted. */
export interface PlatformFacts {
  readonly router: string;
  readonly routerBuild: RouterBuild;
  /** False: the version's worker is gone, deleted by somebody else. */
  readonly workerThere: boolean;
  readonly referrers: readonly Referrer[];
  /** Durable Object classes that the worker itself implements. */
  readonly ownClasses: readonly string[];
  /** Whether its configuration is here, so that its last build can be kept. */
  readonly folder: boolean;
}

export interface RetireOptions {
  /** Operations that go on being answered: then the binding and the worker stay. */
  readonly keep: readonly Operation[];
  readonly despiteCallers: boolean;
  readonly eraseData: boolean;
  readonly takeOver: boolean;
}

export interface RetireFacts {
  readonly name: VersionName;
  readonly table: Table;
  /** Whose router is deployed; the table is changed in all of them. Null: the top level. */
  readonly environment: string | null;
  readonly record: RetirementRecord | null;
  /** Of the last `days` days, most calls first. */
  readonly callers: readonly RetiredCaller[];
  readonly days: number;
  /** Accounts with this version as their own default. */
  readonly pinned: readonly string[];
  readonly platform: PlatformFacts;
  readonly options: RetireOptions;
  /** Milliseconds. */
  readonly now: number;
}

export function planRetire(facts: RetireFacts): Plan<RetireStep> {
  const refusals = retireRefusals(facts);
  const label = versionLabel(facts.name);
  if (refusals.length > 0) return { kind: "refused", refusals: refusals.map((it) => retireSentence(it, label)) };
  return { kind: "steps", steps: stepsOf(facts), warnings: warningsOf(facts, label) };
}

/** The worker's name on the platform: the table's, or once it is unbound there the record's. */
export function workerOf({
  table,
  environment,
  name,
  record,
}: Pick<RetireFacts, "table" | "environment" | "name" | "record">) {
  return viewOf(table, environment)?.services.get(bindingOf(name)) ?? retiredIn(record, environment)?.worker ?? null;
}

/** Every reason at once; none: it may be retired. */
export function retireRefusals(facts: RetireFacts): readonly RetireRefusal[] {
  const { table, environment, name, record, platform, options, callers, days, pinned, now } = facts;
  const registry = registryIn(viewOf(table, environment));
  const found = registry === null ? null : findNamed(registry, name);
  if (found === null) return [{ kind: "no-such-version", known: registry === null ? [] : labels(registry) }];
  const { version, application } = found;
  const entry = retiredIn(record, environment);
  if (!version.bound && options.keep.length > 0) return [{ kind: "unbound" }];
  if (!version.bound && entry === null) return [{ kind: "unrecorded" }];
  if (isFinished(facts)) return [];
  const refusals: RetireRefusal[] = [];
  const decided = !version.bound && entry !== null && entry.callers !== null;
  if (!decided) {
    refusals.push(...promises(version, now), ...table.views.flatMap((view) => ofView(view, facts)));
    if (pinned.length > 0)
      refusals.push({
        kind: "pinned",
        application: application.name === "" ? "default" : application.name,
        accounts: pinned,
      });
    if (callers.length > 0 && !options.despiteCallers) refusals.push({ kind: "called", days, callers });
  }
  const worker = workerOf(facts);
  const others = platform.referrers.filter(({ from }) => from !== platform.router);
  if (options.keep.length === 0 && worker !== null) {
    if (others.length > 0) refusals.push({ kind: "referred", worker, referrers: others });
    if (platform.ownClasses.length > 0 && !options.eraseData) {
      refusals.push({ kind: "own-data", worker, classes: platform.ownClasses });
    }
  }
  const { routerBuild } = platform;
  if (routerBuild.kind === "absent" || (routerBuild.kind !== "ours" && !options.takeOver)) {
    refusals.push({ kind: "router", build: routerBuild });
  }
  // Not a reason of its own, but the first thing to know when there are others.
  if (!platform.workerThere && version.bound && worker !== null && (refusals.length > 0 || options.keep.length > 0)) {
    refusals.push({ kind: "worker-gone", worker });
  }
  return refusals;
}

/** What its clients were told. A preview was promised to nobody. */
function promises(version: Version, now: number): readonly RetireRefusal[] {
  const stage = stageOf(version, now);
  if (stage === "preview" || stage === "retired") return [];
  if (stage === "current") return [{ kind: "not-deprecated", from: version.deprecated }];
  if (version.sunset === null) return [{ kind: "no-sunset" }];
  return version.sunset > now ? [{ kind: "before-sunset", sunset: version.sunset }] : [];
}

/** What the table of one environment would be without it. */
function ofView(view: View, { name, now }: RetireFacts): readonly RetireRefusal[] {
  const registry = registryIn(view);
  const found = registry === null ? null : findNamed(registry, name);
  if (registry === null || found === null || !found.version.bound) return [];
  const { application, version } = found;
  const where = view.environment === null ? "" : ` in [env.${view.environment}]`;
  const refusals: RetireRefusal[] = [];
  const isDefault = defaultOf(application, now)?.number === version.number;
  if (isDefault) refusals.push({ kind: "default", where, default: JSON.stringify(application.default) });
  const after = without(registry, application, version);
  const stranded = [...(after.applications.get(application.name)?.versions ?? [])].filter(
    (other) =>
      other.successor === version.number &&
      stageOf(other, now) !== "retired" &&
      successorOf(after.applications.get(application.name) ?? application, other, now) === null,
  );
  if (stranded.length > 0) {
    const of = stranded.map(({ number }) => versionLabel({ application: application.name, number }));
    refusals.push({ kind: "only-successor", of });
  }
  // That the default is gone is told above, in words that say what to do.
  const faults = relationFaults(after, now).filter((fault) => !(isDefault && fault.includes(".default is ")));
  return [...refusals, ...faults.map((fault) => ({ kind: "faulty" as const, where, fault }))];
}

function defaultOf(application: Application, now: number): Version | null {
  if (application.default === "latest") return latestOf(application, now);
  if (application.default === "oldest") return oldestOf(application, now);
  return application.versions.find(({ number }) => number === application.default) ?? null;
}

function without(registry: Registry, application: Application, gone: Version): Registry {
  const versions = application.versions.map((it) =>
    it === gone ? { ...it, bound: false, retired: null, retained: [], retainedRole: null } : it,
  );
  return {
    ...registry,
    applications: new Map(registry.applications).set(application.name, { ...application, versions }),
  };
}

/** Deleted, as far as this copy's record knows, and bound nowhere here. */
function isFinished({ table, environment, name, record }: RetireFacts): boolean {
  const bound = viewOf(table, environment)?.services.has(bindingOf(name)) === true;
  const entry = retiredIn(record, environment);
  return !bound && entry !== null && entry.deleted !== null;
}

function stepsOf(facts: RetireFacts): readonly RetireStep[] {
  if (isFinished(facts)) return [];
  const { router, workerThere } = facts.platform;
  const worker = workerOf(facts);
  const change: RetireStep[] = [{ kind: "record" }, { kind: "edit" }];
  const shift: RetireStep[] = [{ kind: "deploy", router }, { kind: "traffic", router }, { kind: "answers" }];
  if (facts.options.keep.length > 0 || worker === null) return [...change, ...shift];
  // The build is kept first: should that fail, everything is still as it was.
  const keep: RetireStep[] = facts.platform.folder ? [{ kind: "keep-build", worker }] : [];
  const end: RetireStep[] = workerThere ? [{ kind: "references", worker }] : [];
  return [...keep, ...change, ...shift, ...end, { kind: "delete", worker }];
}

function warningsOf(facts: RetireFacts, label: string): readonly string[] {
  const { callers, days, platform, options, table, environment, name, now } = facts;
  if (isFinished(facts)) return [`${label} is retired already, and its worker is deleted.`];
  const warnings: string[] = [];
  for (const caller of callers) {
    warnings.push(
      `${callerName(caller)} called ${label} ${caller.calls} times in the last ${days} days, last ${caller.last_seen}, and will get 410.`,
    );
  }
  const worker = workerOf(facts);
  if (!platform.workerThere && worker !== null) {
    warnings.push(
      `The worker '${worker}' is gone from the platform already: until the router is deployed clients of ${label} get 503.`,
    );
  }
  if (options.keep.length === 0 && !platform.folder) {
    warnings.push(
      `There is no folder of the worker '${worker}' here, so its last build cannot be kept, and it cannot be restored from here.`,
    );
  }
  if (platform.routerBuild.kind !== "ours")
    warnings.push("The router's build is not this copy's, and is replaced by it.");
  const registry = registryIn(viewOf(table, environment));
  const found = registry === null ? null : findNamed(registry, name);
  if (found !== null && successorOf(found.application, found.version, now) === null) {
    warnings.push(`${label} has no successor: its 410 will tell clients of no way forward.`);
  }
  for (const view of options.keep.length > 0 ? [] : table.views) {
    if (view.environment === environment || !view.services.has(bindingOf(name))) continue;
    const flag = view.environment === null ? "without --env" : `with --env ${view.environment}`;
    warnings.push(
      `The binding is taken out of ${view.environment === null ? "the top level" : `[env.${view.environment}]`} too: run this again ${flag}, before its router is deployed otherwise.`,
    );
  }
  return warnings;
}

export function viewOf(table: Table, environment: string | null): View | null {
  return table.views.find((view) => view.environment === environment) ?? null;
}

function registryIn(view: View | null): Registry | null {
  return view?.config.ok === true ? view.config.registry : null;
}

function labels(registry: Registry): readonly string[] {
  return [...registry.applications.values()].flatMap(({ name, versions }) =>
    versions.map(({ number }) => versionLabel({ application: name, number })),
  );
}
