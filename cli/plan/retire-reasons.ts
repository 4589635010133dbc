/**
 * Every reason against a retirement, at once. What was decided once is not asked again: one that broke after the table
 * was changed goes on, since its callers are met with 410 already, or soon. Pure.
 */
import { relationFaults } from "../../router/config/relations.ts";
import { latestOf, oldestOf, stageOf, successorOf } from "../../router/lifecycle/stage.ts";
import type { Application, Registry, Version } from "../../router/version/registry.ts";
import { retiredIn } from "../retire/record.ts";
import { findNamed, versionLabel } from "../table/named.ts";
import type { View } from "../table/read.ts";
import { isFinished, registryIn, type RetireFacts, viewOf, workerOf } from "./retire-facts.ts";
import type { RetireRefusal } from "./retire-refusals.ts";

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

function labels(registry: Registry): readonly string[] {
  return [...registry.applications.values()].flatMap(({ name, versions }) =>
    versions.map(({ number }) => versionLabel({ application: name, number })),
  );
}
