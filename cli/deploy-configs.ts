/**
 * Finds the workers' configurations and reads them with wrangler's own reader, so that what we take for a
 * binding is what wrangler will take for one, and its complaint about a broken file is the user's.
 */
import { glob } from "node:fs/promises";
import { join } from "node:path";
import type { unstable_readConfig } from "wrangler";
import * as z from "zod";
import type { WorkerConfig } from "./deploy-order.ts";

const Config = z.object({
  name: z.string().optional(),
  services: z.array(z.object({ binding: z.string(), service: z.string() })).optional(),
  durable_objects: z.object({ bindings: z.array(z.object({ script_name: z.string().optional() })) }),
});

/** The router's is the root one; the order here is of no consequence. */
const PLACES = ["wrangler.toml", "router/admin/wrangler.toml", "store/wrangler.toml", "workers/*/wrangler.toml"];

export interface Workers {
  readonly workers: readonly WorkerConfig[];
  /** The worker that the root configuration names. */
  readonly router: string;
  /** Versions of the default application that the router is bound to, newest first. */
  readonly versions: readonly number[];
}

/**
 * Throws an `Error` with a sentence that names the file. `root`: the folder of the router's configuration; `env`: the
 * `[env.NAME]` of every configuration that is meant, null: the top levels.
 */
export async function findWorkers(root: string, env: string | null = null): Promise<Workers> {
  // Loading wrangler takes most of a second: only those who deploy pay it.
  const { unstable_readConfig: readConfig } = await import("wrangler");
  const workers: WorkerConfig[] = [];
  let versions: readonly number[] = [];
  for await (const place of glob(PLACES, { cwd: root })) {
    const { bindings, ...worker } = read(root, place, env, readConfig);
    workers.push(worker);
    if (place === PLACES[0]) versions = versionsOf(bindings);
  }
  const router = workers.find(({ config }) => config === join(root, "wrangler.toml"));
  if (router === undefined) throw new Error("There is no wrangler.toml here. Run this in the project's folder.");
  const twice = workers.find((worker) => workers.some((other) => other !== worker && other.name === worker.name));
  if (twice !== undefined) throw new Error(`Two configurations name the worker '${twice.name}'. Rename one of them.`);
  return { workers, router: router.name, versions };
}

type ReadConfig = typeof unstable_readConfig;

function read(
  root: string,
  place: string,
  env: string | null,
  readConfig: ReadConfig,
): WorkerConfig & { bindings: readonly string[] } {
  const path = join(root, place);
  const args = env === null ? { config: path } : { config: path, env };
  let config: z.infer<typeof Config>;
  try {
    config = Config.parse(readConfig(args, { hideWarnings: true }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${place} cannot be read: ${firstLines(reason)}`, { cause: error });
  }
  if (config.name === undefined) throw new Error(`${place} names no worker. Add: name = "…"`);
  const scripts = config.durable_objects.bindings.map((binding) => binding.script_name);
  const services = config.services ?? [];
  const boundTo = [...services.map((binding) => binding.service), ...scripts].filter((name) => name !== undefined);
  const bindings = services.map(({ binding }) => binding);
  return { name: config.name, config: path, boundTo: [...new Set(boundTo)], bindings };
}

/** The router's bindings `V<n>` are the versions of the default application. */
function versionsOf(bindings: readonly string[]): readonly number[] {
  const numbers = bindings.map((binding) => /^V(\d+)$/.exec(binding)?.[1]).filter((number) => number !== undefined);
  return numbers.map(Number).toSorted((a, b) => b - a);
}

/** The reader's own words without its blank lines and links. */
function firstLines(text: string): string {
  const lines = text.split("\n").map((line) => line.trim());
  return lines
    .filter((line) => line !== "" && !line.includes("http"))
    .slice(0, 4)
    .join(" ");
}
