/** `version retire`: what is known of a version, its callers and the platform → the steps to its end, or every reason against. Pure. */
import { bindingOf } from "../../router/config/names.ts";
import { successorOf } from "../../router/lifecycle/stage.ts";
import { findNamed, versionLabel } from "../table/named.ts";
import type { Plan } from "./plan.ts";
import { isFinished, registryIn, type RetireFacts, viewOf, workerOf } from "./retire-facts.ts";
import { retireRefusals } from "./retire-reasons.ts";
import { callerName, retireSentence } from "./retire-refusals.ts";

export type RetireStep =
  | { readonly kind: "record" }
  | { readonly kind: "keep-build"; readonly worker: string }
  | { readonly kind: "edit" }
  | { readonly kind: "deploy"; readonly router: string }
  | { readonly kind: "traffic"; readonly router: string }
  | { readonly kind: "answers" }
  | { readonly kind: "references"; readonly worker: string }
  | { readonly kind: "delete"; readonly worker: string };

export function planRetire(facts: RetireFacts): Plan<RetireStep> {
  const refusals = retireRefusals(facts);
  const label = versionLabel(facts.name);
  if (refusals.length > 0) return { kind: "refused", refusals: refusals.map((it) => retireSentence(it, label)) };
  return { kind: "steps", steps: stepsOf(facts), warnings: warningsOf(facts, label) };
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

/** Callers by name; those with fewer calls are a number. All of them are in the record. */
const TOLD = 30;

function warningsOf(facts: RetireFacts, label: string): readonly string[] {
  const { callers, days, platform, options, table, environment, name, now } = facts;
  if (isFinished(facts)) return [`${label} is retired already, and its worker is deleted.`];
  const warnings: string[] = [];
  for (const caller of callers.slice(0, TOLD)) {
    warnings.push(
      `${callerName(caller)} called ${label} ${caller.calls} times in the last ${days} days, last ${caller.last_seen}, and will get 410.`,
    );
  }
  if (callers.length > TOLD) warnings.push(`So did ${callers.length - TOLD} more: see milepost usage ${label}.`);
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
