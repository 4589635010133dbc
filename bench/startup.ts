/**
 * Start-up: the evaluation of the router's modules, which the platform does before a first request and
 * bounds at a second. Measured by wrangler's own profile, as a ratio to the bare hop's.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "./rounds.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

interface Profile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly functionName: string } }[];
  readonly samples: readonly number[];
  /** Microseconds. */
  readonly timeDeltas: readonly number[];
}

/** Median milliseconds of work, idle time left out. */
export function startUp(config: string, rounds: number): number {
  return median(Array.from({ length: rounds }, () => profile(config)));
}

function profile(config: string): number {
  const scratch = mkdtempSync(join(tmpdir(), "milepost-startup-"));
  const file = join(scratch, "worker.cpuprofile");
  const wrangler = join(ROOT, "node_modules/wrangler/bin/wrangler.js");
  const run = spawnSync(process.execPath, [wrangler, "check", "startup", `--args=-c ${config}`, "--outfile", file], {
    cwd: ROOT,
    encoding: "utf8",
    env: { ...process.env, CI: "1", WRANGLER_SEND_METRICS: "false" },
  });
  if (run.status !== 0) throw new Error(`The start-up of ${config} cannot be profiled:\n${run.stderr}`);
  const read = JSON.parse(readFileSync(file, "utf8")) as Profile;
  rmSync(scratch, { recursive: true, force: true });
  const idle = new Set(read.nodes.filter(({ callFrame }) => callFrame.functionName === "(idle)").map(({ id }) => id));
  const busy = read.timeDeltas.filter((_, index) => !idle.has(read.samples[index] ?? -1));
  return busy.reduce((sum, delta) => sum + delta, 0) / 1000;
}
