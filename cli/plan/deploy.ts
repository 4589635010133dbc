/** Which workers are deployed, in which order, and why. Pure: what would be deployed and what is live come in. */
import type { DeployOrder } from "../deploy-order.ts";
import type { OperatorStep } from "../first-operator.ts";
import type { Plan } from "./plan.ts";

/** What the platform has of a worker. */
export type Live =
  | { readonly kind: "absent" }
  /** Several builds share its traffic. */
  | { readonly kind: "split" }
  /** Its last deploy from here broke off. The build may be live, and its routes may not be. */
  | { readonly kind: "begun" }
  /** `tag`: what was noted with its build; null: nothing, so it was not deployed by milepost. */
  | { readonly kind: "build"; readonly tag: string | null };

export interface WorkerState {
  readonly live: Live;
  /** Of what would be deployed; null: not worth making, since what is live says enough. */
  readonly digest: string | null;
}

export interface DeployStep {
  readonly kind: "deploy";
  readonly worker: string;
  /** Path of its configuration. */
  readonly config: string;
  /** Completes "because …"; null: it is part of another command, and looks for itself. */
  readonly why: string | null;
}

export interface DeployPlan {
  readonly plan: Plan<DeployStep | OperatorStep>;
  /** Names of workers that are live as they would be deployed. */
  readonly unchanged: readonly string[];
}

interface Asked {
  readonly all: boolean;
  readonly faults: readonly string[];
  readonly operator?: readonly OperatorStep[];
}

/** `all`: unchanged ones too. `faults`: of the table. `operator`: what the router needs besides, once it is there. */
export function planDeploy(
  order: DeployOrder,
  states: ReadonlyMap<string, WorkerState>,
  { all, faults, operator = [] }: Asked,
): DeployPlan {
  if (faults.length > 0) return { plan: { kind: "refused", refusals: faults }, unchanged: [] };
  switch (order.kind) {
    case "cycle": {
      const ring = order.ring.join(" → ");
      const refusal = `Workers are bound in a ring: ${ring}. Take one binding out, so that one of them can be deployed first.`;
      return { plan: { kind: "refused", refusals: [refusal] }, unchanged: [] };
    }
    case "unknown": {
      const refusal = `There is no worker '${order.name}' here. There are: ${order.known.join(", ")}.`;
      return { plan: { kind: "refused", refusals: [refusal] }, unchanged: [] };
    }
    case "order": {
      const reasons = order.steps.map(({ worker }) => ({ worker, why: reason(states.get(worker.name), all) }));
      const deploys = reasons.flatMap(({ worker, why }) =>
        why === null ? [] : [{ kind: "deploy" as const, worker: worker.name, config: worker.config, why }],
      );
      const steps = [...deploys, ...operator];
      const warnings = order.elsewhere.map(
        (name) => `'${name}' is bound to and has no folder here: the platform must have it already.`,
      );
      const unchanged = reasons.filter(({ why }) => why === null).map(({ worker }) => worker.name);
      return { plan: { kind: "steps", steps, warnings }, unchanged };
    }
    default:
      return order satisfies never;
  }
}

/** Null: leave it. */
function reason(state: WorkerState | undefined, all: boolean): string | null {
  if (all || state === undefined) return "all were asked for";
  const { live, digest } = state;
  switch (live.kind) {
    case "absent":
      return "it is not there yet";
    case "split":
      return "several builds share its traffic";
    case "begun":
      return "its last deploy broke off";
    case "build":
      if (live.tag === digest) return null;
      return live.tag?.startsWith("mp-") === true ? "it changed" : "what is live was not deployed by milepost";
    default:
      return live satisfies never;
  }
}
