/**
 * An environment of a worker's configuration: wrangler inherits neither bindings nor vars, so they are written out again, with
 * the workers' names of that environment. Pure; what stands above stays as it is.
 */
import { parse } from "@decimalturn/toml-patch";
import { blocksOf, type Block } from "../table/blocks.ts";

/** What a block of an environment must repeat. Databases and buckets are not among it: nobody wants to share those. */
const REPEATED = new Set(["services", "durable_objects", "vars"]);
/** Bindings to data that nobody can make up another of. */
const DATA = ["kv_namespaces", "d1_databases", "r2_buckets", "queues", "hyperdrive", "vectorize"];

export interface Environment {
  readonly name: string;
  /** Workers of this project: their names get the environment's behind them. */
  readonly workers: ReadonlySet<string>;
}

/** @param worker the configuration's own name */
export function withEnvironment(toml: string, worker: string, { name, workers }: Environment): string {
  const lines = toml.split("\n");
  const blocks = blocksOf(lines);
  if (blocks.some(({ path }) => path[0] === "env" && path[1] === name)) return toml;
  const repeated = blocks.filter(({ path }) => REPEATED.has(path[0] ?? ""));
  const own = [`[env.${name}]`, `name = "${worker}-${name}"`];
  // Wrangler does inherit these: the environment would take the domain away from where it belongs.
  if (isRouted(toml)) own.push("routes = []", "workers_dev = true");
  const copies = repeated.map((block) => copied(lines, block, name, workers));
  return [toml.trimEnd(), own.join("\n"), ...copies].join("\n\n").concat("\n");
}

function isRouted(toml: string): boolean {
  const { routes, route } = parse(toml) as { routes?: unknown; route?: unknown };
  return routes !== undefined || route !== undefined;
}

function copied(lines: readonly string[], block: Block, name: string, workers: ReadonlySet<string>): string {
  const [header = "", ...body] = lines.slice(block.header, block.end);
  const renamed = body.map((line) =>
    line.replace(/^(\s*(?:service|script_name)\s*=\s*")([^"]*)"/, (whole, key: string, worker: string) =>
      workers.has(worker) ? `${key}${worker}-${name}"` : whole,
    ),
  );
  return [header.replace(/^(\s*\[\[?\s*)/, `$1env.${name}.`), ...renamed].join("\n");
}

/** Kinds of data that the configuration is bound to, which its new environment is without. */
export function dataOf(toml: string): string[] {
  const kinds = new Set(blocksOf(toml.split("\n")).map(({ path }) => path[0] ?? ""));
  return DATA.filter((kind) => kinds.has(kind));
}
