/** `environment create`: every worker's configuration, with a block for the environment. Pure. */
import { changesBetween, type Files } from "../scaffold/changeset.ts";
import { dataOf, withEnvironment } from "../scaffold/environment.ts";
import { readWorker } from "../scaffold/worker-config.ts";
import type { Plan } from "./plan.ts";
import { type Circumstances, goingOn, refusedFor, scaffolding, type ScaffoldStep } from "./scaffold.ts";

export interface EnvironmentFacts extends Circumstances {
  readonly environment: string;
  readonly files: Files;
}

/** A part of workers' names. */
const NAME = /^[a-z][a-z0-9-]{0,19}$/;
const CONFIGS = /^(?:(?:workers\/[^/]+|router\/admin|store)\/)?wrangler\.toml$/;

export function planEnvironment(facts: EnvironmentFacts): Plan<ScaffoldStep> {
  const { environment, files } = facts;
  if (!NAME.test(environment)) {
    return refusedFor(`'${environment}' cannot be part of a worker's name: small letters, digits and hyphens.`);
  }
  const begun = goingOn(facts);
  if (begun !== null) return begun;
  const configs = [...files].filter(([path]) => CONFIGS.test(path));
  const named = configs.map(([path, toml]) => ({ path, toml, name: readWorker(folderOf(path), toml).name }));
  const workers = new Set(named.map(({ name }) => name));
  const then = new Map(
    named.map(({ path, toml, name }) => [path, withEnvironment(toml, name, { name: environment, workers })]),
  );
  const changes = changesBetween(files, then, []);
  if (changes.write.size === 0) {
    return { kind: "steps", steps: [], warnings: [`Every configuration has [env.${environment}] already.`] };
  }
  const notes = named.flatMap(({ path, toml }) =>
    dataOf(toml).map((kind) => `${path} has ${kind}: write those of ${environment} into its [env.${environment}].`),
  );
  return scaffolding(facts, changes, notes);
}

function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : ".";
}
