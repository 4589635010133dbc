/**
 * Once for all tests of the system: its workers as a deploy would bundle them. Bundling them anew for each file costs more
 * than what most files do. Nobody waits for it here: it is done while other tests run.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { dryRun } from "../../bench/bundle.ts";
import { systemConfigs } from "./configs.ts";
import { folderOf } from "./when-built.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder that `when-built.ts` waits for. */
    built: string;
  }
}

export default function setup(project: TestProject): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "milepost-built-"));
  let made = build(folder);
  project.provide("built", folder);
  // While somebody watches: what has changed is bundled again before the tests that look at it.
  project.onTestsRerun(async () => {
    await made;
    made = build(folder);
    await made;
  });
  return async () => {
    await made;
    rmSync(folder, { recursive: true, force: true });
  };
}

/** Never throws: whoever waits for it is told. */
async function build(folder: string): Promise<void> {
  let why = "";
  try {
    // One after the other: the machine has other things to do.
    for (const { config } of await systemConfigs()) await bundled(config, join(folder, folderOf(config)));
  } catch (error) {
    why = String(error);
  }
  // Under its name it is there whole, or not at all.
  await writeFile(join(folder, "outcome.new"), why);
  await rename(join(folder, "outcome.new"), join(folder, "outcome"));
}

function bundled(config: string, outdir: string): Promise<void> {
  const { args, options } = dryRun(config, outdir);
  const child = spawn(process.execPath, args, { ...options, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (part: string) => (said += part));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => (code === 0 ? resolve() : reject(new Error(`${config} does not build:\n${said}`))));
  });
}
