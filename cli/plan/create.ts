/** `application create`: a name and the table → the files of its first version, its binding, and two deploys. Pure. */
import { bindingOf, nameFault } from "../../router/config/names.ts";
import { firstVersionFiles, type Style } from "../scaffold/application.ts";
import { changesBetween, type Files, within } from "../scaffold/changeset.ts";
import { withVersion } from "../scaffold/table.ts";
import { faultsOf, registryOf, type Table } from "../table/read.ts";
import type { DeployStep } from "./deploy.ts";
import type { Plan } from "./plan.ts";
import { type Circumstances, goingOn, refusedFor, scaffolding, type ScaffoldStep } from "./scaffold.ts";

export type CreateStep = ScaffoldStep | DeployStep;

export interface CreateFacts extends Circumstances {
  readonly application: string;
  readonly style: Style;
  readonly table: Table;
  readonly files: Files;
  readonly templates: Files;
  /** As the root configuration names it, which the new worker's name begins with, and its compatibility date. */
  readonly router: { readonly name: string; readonly compatibilityDate: string };
  /** After the files are written; none with `--no-deploy`. */
  readonly deploys: readonly DeployStep[];
}

/** A URL's segment, a binding's name and a worker's name are made of it. */
const NAME = /^[a-z][a-z0-9-]{0,39}$/;

export function placeOf(application: string, router: string): { readonly folder: string; readonly name: string } {
  return { folder: `workers/${application}-v0`, name: `${router}-${application}-v0` };
}

export function planCreate(facts: CreateFacts): Plan<CreateStep> {
  const { application, table, files, deploys, router } = facts;
  const fault = NAME.test(application) ? nameFault(application) : "letters, digits and hyphens, a letter first";
  if (fault !== null) return refusedFor(`An application cannot be called '${application}': ${fault}.`);
  const begun = goingOn(facts);
  if (begun !== null) return withDeploys(begun, deploys);
  const registry = registryOf(table, null);
  if (registry === null) return refusedFor(...faultsOf(table));
  const version = { application, number: 0 };
  const known = registry.applications.get(application)?.versions ?? [];
  if (known.some(({ binding, bound }) => bound && binding === bindingOf(version))) {
    return { kind: "steps", steps: deploys, warnings: [`${application} is written and bound already.`] };
  }
  if (known.length > 0) {
    return refusedFor(`There is an application '${application}' already: milepost version release ${application}/vN.`);
  }
  const { folder, name } = placeOf(application, router.name);
  if (within(files, folder).size > 0)
    return refusedFor(`${folder} exists already: move it away, or choose another name.`);

  const environments = new Map(
    table.views.flatMap(({ environment }) => (environment === null ? [] : [[environment, `${name}-${environment}`]])),
  );
  const { style, templates } = facts;
  const { compatibilityDate } = router;
  const first = firstVersionFiles(templates, { application, name, environments, style, compatibilityDate });
  const text = withVersion(table, {
    version,
    after: null,
    service: (environment) => (environment === null ? name : (environments.get(environment) ?? name)),
  });
  if (!text.ok) return refusedFor(text.fault);
  const then = new Map([...first].map(([path, it]) => [`${folder}/${path}`, it]));
  return withDeploys(scaffolding(facts, changesBetween(files, then.set("wrangler.toml", text.text), []), []), deploys);
}

function withDeploys(plan: Plan<ScaffoldStep>, deploys: readonly DeployStep[]): Plan<CreateStep> {
  return plan.kind === "refused" ? plan : { ...plan, steps: [...plan.steps, ...deploys] };
}
