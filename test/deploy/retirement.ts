/** A project whose v1 may be retired, deployed by the operator's command: what the tests of retiring begin with. */
import { spawn } from "node:child_process";
import { access, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { exists } from "../../cli/platform/worker.ts";
import { Bench } from "./fixture.ts";
import { ADMIN_TOKEN, call, copyProject } from "./milepost.ts";
import { type Ended, milepost, type Operator } from "./operator.ts";

const TABLE = "wrangler.toml";

export interface Retiring extends Operator {
  readonly bench: Bench;
  readonly root: string;
}

/** v1 is past the date that its clients were promised, once the table of `pastSunset` is deployed. */
export async function retiringProject(): Promise<Retiring> {
  const bench = await Bench.create();
  await bench.startDeployed();
  const root = await copyProject(bench.folder);
  return { bench, root };
}

export async function pastSunset(it: Retiring): Promise<void> {
  await changeTable(it, (text) => text.replace('sunset = "2027-03-01"', 'sunset = "2026-11-15"'));
  await must(milepost(it, ["deploy", "milepost", "--yes"]));
}

export async function tableOf({ root }: Retiring): Promise<string> {
  return readFile(join(root, TABLE), "utf8");
}

export async function changeTable(it: Retiring, change: (text: string) => string): Promise<void> {
  const text = await tableOf(it);
  const changed = change(text);
  if (changed === text) throw new Error("The change of the table changes nothing.");
  await writeFile(join(it.root, TABLE), changed);
}

export function isThere(root: string, ...path: readonly string[]): Promise<boolean> {
  return access(join(root, ...path)).then(
    () => true,
    () => false,
  );
}

export function workerThere({ bench }: Retiring, name: string): Promise<boolean> {
  return exists(bench.edge.api, name);
}

/** Of a GET with the sample's key. */
export async function statusOf({ bench }: Retiring, path: string): Promise<number> {
  const response = await call(bench, path);
  await response.arrayBuffer();
  return response.status;
}

/** Throws with all that it said unless its status is 0. */
export async function must(running: Promise<Ended>): Promise<Ended> {
  const ended = await running;
  if (ended.status !== 0) throw new Error(`Status ${ended.status}\n${ended.stdout}\n${ended.stderr}`);
  return ended;
}

/** Calls are counted within ten seconds. `router`: its address, where it is another environment's. */
export async function countedCalls({ bench }: Retiring, binding: string, router = bench.edge.url): Promise<number> {
  for (let tries = 0; tries < 80; tries++) {
    const answer = await fetch(new URL(`/admin/usage?version=${binding}`, router), {
      headers: { Authorization: `Bearer ${ADMIN_TOKEN}` },
    });
    const { calls } = (await answer.json()) as { calls: number };
    if (calls > 0) return calls;
    await pause(250);
  }
  return 0;
}

const COMMAND = fileURLToPath(new URL("../../cli/milepost.mjs", import.meta.url));

/** Starts the command and ends it as soon as it says what matches; answers all that it said until then. */
export function endedAfter(
  { root, bench }: Retiring,
  args: readonly string[],
  said: RegExp,
  signal: "SIGKILL" | "SIGINT",
): Promise<{ readonly output: string; readonly status: number | null }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ output: string; status: number | null }>();
  const child = spawn(process.execPath, [COMMAND, ...args, "--local", "--data", bench.dataDir], {
    cwd: root,
    env: { ...process.env, MILEPOST_ADMIN_TOKEN: ADMIN_TOKEN },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let ended = false;
  const collect = (part: Buffer): void => {
    output += part.toString();
    // Once: a second Ctrl-C means what it says.
    if (!ended && said.test(output)) ended = child.kill(signal);
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  child.once("error", reject);
  child.once("close", (status) => resolve({ output, status }));
  return promise;
}
