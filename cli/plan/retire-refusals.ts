/** Why a version is not retired: every reason, and the sentence for it. Pure. */
import { isoDate } from "../../router/lifecycle/instant.ts";
import type { Referrer } from "../platform/worker.ts";
import type { RetiredCaller } from "../retire/record.ts";
import type { RouterBuild } from "./seen.ts";

export type RetireRefusal =
  | { readonly kind: "no-such-version"; readonly known: readonly string[] }
  /** Unbound by hand, without a record: nobody knows which worker it was. */
  | { readonly kind: "unrecorded" }
  /** `--keep` needs a binding to keep. */
  | { readonly kind: "unbound" }
  | { readonly kind: "not-deprecated"; readonly from: number | null }
  | { readonly kind: "no-sunset" }
  | { readonly kind: "before-sunset"; readonly sunset: number }
  | { readonly kind: "default"; readonly where: string; readonly default: string }
  | { readonly kind: "faulty"; readonly where: string; readonly fault: string }
  | { readonly kind: "pinned"; readonly application: string; readonly accounts: readonly string[] }
  | { readonly kind: "called"; readonly days: number; readonly callers: readonly RetiredCaller[] }
  | { readonly kind: "referred"; readonly worker: string; readonly referrers: readonly Referrer[] }
  | { readonly kind: "only-successor"; readonly of: readonly string[] }
  | { readonly kind: "own-data"; readonly worker: string; readonly classes: readonly string[] }
  | { readonly kind: "router"; readonly build: Exclude<RouterBuild, { kind: "ours" }> }
  | { readonly kind: "worker-gone"; readonly worker: string };

/** @param label as the operator writes the version: `v3` */
export function retireSentence(refusal: RetireRefusal, label: string): string {
  switch (refusal.kind) {
    case "no-such-version":
      return `The table has no ${label}. It has ${refusal.known.join(", ")}.`;
    case "unrecorded":
      return `${label} is retired already: nothing binds it. Which worker it was is in no record, so none is deleted here.`;
    case "unbound":
      return `${label} is not bound any more, so no operation of it can be kept: run milepost version restore ${label} first.`;
    case "not-deprecated":
      return refusal.from === null
        ? `${label} is not deprecated: announce its end first, with milepost version deprecate ${label} --sunset DATE.`
        : `${label} is not deprecated before ${isoDate(refusal.from)}: its clients are not warned yet.`;
    case "no-sunset":
      return `${label} has no sunset: promise its clients a date first, with milepost version deprecate ${label} --sunset DATE.`;
    case "before-sunset":
      return `${label} is promised to its clients until ${isoDate(refusal.sunset)}: retire it then.`;
    case "default":
      return `${label} is what calls without a version get${refusal.where} (default = ${refusal.default}): set another default and deploy it first.`;
    case "faulty":
      return `Without ${label} the table would be faulty${refusal.where}: ${refusal.fault}`;
    case "pinned":
      return `${some(refusal.accounts)} ${refusal.accounts.length === 1 ? "is" : "are"} pinned to ${label}: give ${refusal.accounts.length === 1 ? "it" : "each"} another pin or none, at /admin/accounts/<account>/pins/${refusal.application}.`;
    case "called":
      return calledSentence(refusal, label);
    case "referred":
      return `${some(refusal.referrers.map(referrerTold))} ${refusal.referrers.length === 1 ? "refers" : "refer"} to the worker '${refusal.worker}', and would break without it: deploy ${refusal.referrers.length === 1 ? "it" : "them"} without that binding first.`;
    case "only-successor":
      return `${some(refusal.of)} ${refusal.of.length === 1 ? "names" : "name"} ${label} as successor, and no live version comes after it: name another successor first.`;
    case "own-data":
      return `The worker '${refusal.worker}' has Durable Objects of its own (${refusal.classes.join(", ")}), whose data is erased with it for good: save it, then say --erase-data.`;
    case "router":
      return routerSentence(refusal.build);
    case "worker-gone":
      return `The worker '${refusal.worker}' is gone from the platform although the table binds it: clients of ${label} get 503. Put it back with milepost deploy; where nothing else stands above, this command retires it as it is.`;
    default:
      return refusal satisfies never;
  }
}

/** The callers by name, most calls first. */
function calledSentence({ callers, days }: Extract<RetireRefusal, { kind: "called" }>, label: string): string {
  const calls = callers.reduce((sum, it) => sum + it.calls, 0);
  const told = callers.map((it) => `${callerName(it)} (${it.calls}, last ${it.last_seen.slice(0, 10)})`);
  return `${label} was called ${calls === 1 ? "once" : `${calls} times`} in the last ${days} days, by ${some(told)}: see milepost version impact ${label}, or say --despite-callers.`;
}

export function callerName({ account, key }: RetiredCaller): string {
  if (account === null) return "callers without a key";
  return key === null ? account : `${account} with key ${key}`;
}

function routerSentence(build: Exclude<RouterBuild, { kind: "ours" }>): string {
  switch (build.kind) {
    case "absent":
      return "The router is not deployed here: run milepost deploy first.";
    case "gradual":
      return `The router's traffic is split (${build.shares}): somebody deploys gradually. Finish that with wrangler versions deploy first.`;
    case "others": {
      const who = build.author === null ? "" : ` by ${build.author}`;
      const why = build.message === null ? "" : ` ("${build.message}")`;
      return `The router's build ${build.buildId.slice(0, 8)} was deployed ${build.since}${who}${why}, after the last one that this copy has seen. Fetch that change, or say --take-over to replace it.`;
    }
    case "different":
      return `The router's build ${build.buildId.slice(0, 8)} was not deployed from this copy, and differs from it in ${build.names.length === 0 ? "its code or settings" : some(build.names)}. Fetch that change, or run milepost deploy first, or say --take-over to replace it.`;
    default:
      return build satisfies never;
  }
}

function referrerTold({ from, as, binding }: Referrer): string {
  return binding === null ? `${from} (${as})` : `${from} (${as} ${binding})`;
}

const TOLD = 10;

/** So many at most that a sentence stays one. */
function some(names: readonly string[]): string {
  const told = names.slice(0, TOLD).join(", ");
  return names.length > TOLD ? `${told} and ${names.length - TOLD} more` : told;
}
