/**
 * What would be deployed, as a few letters: the bundle that wrangler makes and the configuration it goes with. The letters
 * are put onto the build as its tag, so that whoever deploys next, from whatever machine, sees whether anything differs.
 */
import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lateness, runWrangler } from "./deploy-wrangler.ts";
import { wranglerError } from "./wrangler-fault.ts";

/** The platform takes 25 characters. */
const LETTERS = 20;
/** Differ with every run, and are not served: an explanation of the folder, and the sources that lines come from. */
const ASIDE = /^README\.md$|\.map$/;

export interface Digested {
  readonly root: string;
  /** Path of the worker's configuration. */
  readonly config: string;
  readonly env: string | null;
  readonly signal: AbortSignal;
}

/** Throws an `Error` with a sentence when the worker cannot be bundled. */
export async function digestOf({ root, config, env, signal }: Digested): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "milepost-bundle-"));
  try {
    const args = ["deploy", "-c", config, "--dry-run", "--outdir", folder, ...environmentArguments(env)];
    const ended = await runWrangler({ args, signal, cwd: root });
    const name = config.slice(root.length + 1);
    if (ended.end === "interrupted") throw new Error("Interrupted.");
    if (ended.end === "late")
      throw new Error(
        `Bundling what ${name} describes ${lateness(ended)}: nothing was uploaded. Run the same command again.`,
      );
    if (!ended.ok) throw new Error(`${name} cannot be bundled:\n${wranglerError(ended.output)}`);
    const hash = createHash("sha256").update(await configuration(root, config, env));
    for (const name of (await readdir(folder)).toSorted()) {
      if (ASIDE.test(name)) continue;
      const bytes = await readFile(join(folder, name));
      hash.update(`\0${name}\0${bytes.byteLength}\0`).update(bytes);
    }
    return `mp-${hash.digest("hex").slice(0, LETTERS)}`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function environmentArguments(env: string | null): readonly string[] {
  return env === null ? [] : ["--env", env];
}

/** As wrangler reads it: a comment or another order of blocks is no change. */
async function configuration(root: string, config: string, env: string | null): Promise<string> {
  const { unstable_readConfig: readConfig } = await import("wrangler");
  const read = readConfig(env === null ? { config } : { config, env }, { hideWarnings: true });
  // Paths are this machine's.
  return JSON.stringify(read).replaceAll(JSON.stringify(root).slice(1, -1), "");
}
