/** `npm start` as a user meets it: a process with arguments, two streams and a status. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { alive, below } from "./processes.ts";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const START = join(ROOT, "local/start.ts");

export interface Run {
  readonly child: ChildProcess;
  readonly out: () => string;
  readonly err: () => string;
  readonly ended: Promise<number | null>;
}

export function run(command: string, args: readonly string[], cwd = ROOT): Run {
  const child = spawn(command, args, { cwd, stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let err = "";
  child.stdout.on("data", (part: Buffer) => (out += part.toString()));
  child.stderr.on("data", (part: Buffer) => (err += part.toString()));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { child, out: () => out, err: () => err, ended };
}

export function start(args: readonly string[], cwd = ROOT): Run {
  return run(process.execPath, [START, ...args], cwd);
}

/** The address of the ready line. */
export async function ready(it: Run): Promise<string> {
  let over = false;
  void it.ended.then(() => (over = true));
  for (;;) {
    const url = /^ready (\S+)$/m.exec(it.out())?.[1];
    if (url !== undefined) return url;
    if (over) throw new Error(`It ended: ${it.err()}`);
    await pause(50);
  }
}

/** Ends with 0 after the signal, and so does everything it had started. */
export async function stops(it: Run, signal: NodeJS.Signals): Promise<void> {
  const family = below(it.child.pid ?? 0).map(({ pid }) => pid);
  expect(family.length).toBeGreaterThan(0);
  it.child.kill(signal);
  expect(await it.ended).toBe(0);
  expect(family.filter(alive)).toEqual([]);
}
