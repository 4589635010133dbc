/** Whether what the table binds is there: as a folder here, on the platform, and in every environment alike. Pure. */
import { isObject } from "../../http/object.ts";
import { versionOfBinding } from "../../router/config/names.ts";
import { versionLabel } from "../table/named.ts";
import type { View } from "../table/read.ts";
import { folderOf, type WorkerFolder } from "../worker-folders.ts";
import type { Findings } from "./lifecycle.ts";

/** What the platform has, of what the table binds. */
export interface Deployed {
  /** Names of workers that are there. */
  readonly there: ReadonlySet<string>;
  /** False: nothing was deployed yet, so that nothing can be missing. */
  readonly router: boolean;
}

/** @param deployed null: nobody asked the platform */
export function bindingFindings(view: View, folders: readonly WorkerFolder[], deployed: Deployed | null): Findings {
  const faults: string[] = [];
  const warnings: string[] = [];
  for (const [binding, worker] of view.services) {
    const here = folderOf(folders, worker, binding, view.environment) !== null;
    const gone = deployed !== null && deployed.router && !deployed.there.has(worker);
    if (gone) faults.push(goneSentence(binding, worker, here));
    else if (!here && (deployed === null || !deployed.router)) {
      warnings.push(
        `${binding} is bound to '${worker}', of which there is no folder here: the platform must have it already.`,
      );
    }
  }
  return { faults, warnings };
}

function goneSentence(binding: string, worker: string, here: boolean): string {
  const name = versionOfBinding(binding);
  const suffers = name === null ? "what needs it fails" : `${versionLabel(name)} is answered with 503`;
  const cure = here ? "Deploy it: milepost deploy" : "Deploy it from where its code is, or take the binding out";
  return `${binding} is bound to '${worker}', which the platform does not have; ${suffers}. ${cure}.`;
}

/** A second binding of the same name takes the place of the first, or is refused, depending on who reads it. */
export function twiceBound(block: unknown): readonly string[] {
  const services: unknown = isObject(block) ? block["services"] : [];
  const names = (Array.isArray(services) ? services : []).map((it: unknown) => (isObject(it) ? it["binding"] : null));
  const twice = names.filter((name, index) => typeof name === "string" && names.indexOf(name) !== index);
  return [...new Set(twice)].map((name) => `${String(name)} is bound twice: take one of its [[services]] out.`);
}

/** Bindings are not inherited by environments: what one has and another lacks is retired there, or was forgotten. */
export function parityWarnings(views: readonly View[]): readonly string[] {
  const [top, ...others] = views;
  if (top === undefined) return [];
  return others.flatMap((view) => {
    const missing = versionsOf(top).filter((it) => !view.services.has(it));
    const more = versionsOf(view).filter((it) => !top.services.has(it));
    return [
      ...missing.map(
        (it) => `${it} is bound at the top level and not in [env.${view.environment}]: it is not inherited.`,
      ),
      ...more.map((it) => `${it} is bound in [env.${view.environment}] and not at the top level.`),
    ];
  });
}

function versionsOf({ services }: View): readonly string[] {
  return [...services.keys()].filter((binding) => versionOfBinding(binding) !== null);
}
