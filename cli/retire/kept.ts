/**
 * A worker's last build, kept so that it can be deployed again after its folder was deleted and the platform has
 * forgotten it: the bundle that `wrangler deploy` would upload, and a configuration that uploads it as it is.
 */
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import type { unstable_readConfig } from "wrangler";
import { lateness, runWrangler } from "../deploy-wrangler.ts";
import { wranglerError } from "../wrangler-fault.ts";

const CONFIG = "wrangler.json";
const RUN = "run";

/** What belongs to building and not to what is built, and what wrangler's reader adds. */
const LEFT_OUT = new Set(
  (
    "configPath userConfigPath topLevelName definedEnvironments targetEnvironment legacy_env main base_dir rules build " +
    "dev minify keep_names jsx_factory jsx_fragment tsconfig alias python_modules upload_source_maps"
  ).split(" "),
);

export interface Keeping {
  /** The worker's own configuration. */
  readonly config: string;
  readonly environment: string | null;
  /** The folder for the build. */
  readonly place: string;
  /** Of the retirement that it is kept for. */
  readonly run: string;
  readonly signal: AbortSignal;
}

/** Replaces an older one, whole. Throws an `Error` with a sentence. */
export async function keepBuild({ config, environment, place, run, signal }: Keeping): Promise<void> {
  const beside = `${place}.new`;
  await rm(beside, { recursive: true, force: true });
  await mkdir(beside, { recursive: true });
  const args = ["deploy", "--dry-run", "--outdir", join(beside, "bundle"), "-c", config];
  const inEnvironment = environment === null ? [] : ["--env", environment];
  const ended = await runWrangler({ args: [...args, ...inEnvironment], cwd: dirname(config), signal });
  if (ended.end === "interrupted") throw new Error("Interrupted.");
  if (ended.end === "late") throw new Error(`Making the worker's last build ${lateness(ended)}: nothing was uploaded.`);
  if (!ended.ok)
    throw new Error(
      `The worker's last build cannot be made, so it could not be restored:\n${wranglerError(ended.output)}`,
    );
  const { unstable_readConfig: readConfig } = await import("wrangler");
  const given = environment === null ? { config } : { config, env: environment };
  await writeFile(
    join(beside, CONFIG),
    `${JSON.stringify(uploading(readConfig(given, { hideWarnings: true })), null, 2)}\n`,
  );
  await writeFile(join(beside, RUN), run);
  await rm(place, { recursive: true, force: true });
  await rename(beside, place);
}

/** The configuration of the kept build; null: there is none, or it is another retirement's. */
export async function keptConfig(place: string, run: string): Promise<string | null> {
  const of = await readFile(join(place, RUN), "utf8").catch(() => null);
  return of === run ? join(place, CONFIG) : null;
}

/** The same worker with its bundle for its source. */
function uploading(config: ReturnType<typeof unstable_readConfig>): Record<string, unknown> {
  const main = config.main ?? "index.js";
  const kept = Object.entries(config).filter(([key, value]) => !LEFT_OUT.has(key) && !isEmpty(value));
  return {
    ...Object.fromEntries(kept),
    main: join("bundle", `${basename(main, extname(main))}.js`),
    no_bundle: true,
    find_additional_modules: true,
    rules: [{ type: "ESModule", globs: ["**/*.js"], fallthrough: false }],
  };
}

/** Wrangler's reader writes out every default. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value !== "object") return false;
  return Object.values(value).every(isEmpty);
}
