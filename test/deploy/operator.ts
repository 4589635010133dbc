/** An operator at a project: `milepost` as a process of its own, without a terminal, as a script or CI would start it. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Bench } from "./fixture.ts";
import { ADMIN_TOKEN } from "./milepost.ts";

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Operator {
  /** A project; the command itself is this repository's. */
  readonly root: string;
  readonly bench: Bench;
}

/** `variables`: beside this process's own; undefined takes one out. */
export async function milepost(
  { root, bench }: Operator,
  args: readonly string[],
  variables: Readonly<Record<string, string | undefined>> = {},
): Promise<Ended> {
  return command(root, [...args, "--local", "--data", bench.dataDir], {
    MILEPOST_ADMIN_TOKEN: ADMIN_TOKEN,
    ...variables,
  });
}

const COMMAND = fileURLToPath(new URL("../../cli/milepost.mjs", import.meta.url));

/** Exactly these arguments. `program`: a file that Node runs; `milepost` unless given. */
export function command(
  root: string,
  args: readonly string[],
  variables: Readonly<Record<string, string | undefined>> = {},
  program = COMMAND,
): Promise<Ended> {
  const { promise, resolve, reject } = Promise.withResolvers<Ended>();
  const env = { ...process.env, ...variables };
  const child = spawn(process.execPath, [program, ...args], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (part: Buffer) => (stdout += part.toString()));
  child.stderr.on("data", (part: Buffer) => (stderr += part.toString()));
  child.once("error", reject);
  child.once("close", (status) => resolve({ status, stdout, stderr }));
  return promise;
}
