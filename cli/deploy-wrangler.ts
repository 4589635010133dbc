/**
 * Wrangler as a child process: it has no programming interface for deploying, so its binary is spawned, the
 * same one for Cloudflare and for the local edge. Quiet: no banner, no telemetry, no questions, nothing in
 * the user's home.
 */
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { timeLimits, WRANGLER_SECONDS } from "./time-limits.ts";

/** Where the calls go. Absent: Cloudflare, with the user's own variables. */
export interface Target {
  readonly url: string;
  readonly token: string;
  readonly accountId: string;
}

export interface WranglerOptions {
  readonly args: readonly string[];
  readonly target?: Target | undefined;
  /** Becomes its standard input; nothing by default. */
  readonly input?: string;
  readonly cwd?: string;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds, after which it is ended; as the environment has it unless given (cli/time-limits.ts). */
  readonly limit?: number;
}

export interface WranglerResult {
  readonly ok: boolean;
  /** `late`: its time was up. What it had asked the platform for by then may have been done, also when interrupted. */
  readonly end: "done" | "failed" | "late" | "interrupted";
  /** Milliseconds that it had. */
  readonly limit: number;
  /** Both of its streams, as they came, without colours. */
  readonly output: string;
}

const BINARY = fileURLToPath(new URL("../node_modules/wrangler/bin/wrangler.js", import.meta.url));
/** Compiling wrangler takes half of its start: the second one of a run is twice as fast. */
const COMPILED = fileURLToPath(new URL("../node_modules/.cache/node-compile", import.meta.url));

/** Its registry and logs: per process, because one registry would connect equally named workers of two runs. */
const FOLDER = join(tmpdir(), `milepost-wrangler-${process.pid}`);
let swept = false;

/** Variables that keep wrangler quiet and to itself. */
export function quietEnv(): Record<string, string> {
  if (!swept) process.once("exit", () => rmSync(FOLDER, { recursive: true, force: true }));
  swept = true;
  return {
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_SEND_ERROR_REPORTS: "false",
    DO_NOT_TRACK: "1",
    WRANGLER_HIDE_BANNER: "true",
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
    WRANGLER_REGISTRY_PATH: join(FOLDER, "registry"),
    WRANGLER_LOG_PATH: join(FOLDER, "logs"),
    WRANGLER_LOG_SANITIZE: "true",
    NODE_COMPILE_CACHE: COMPILED,
  };
}

/** Milliseconds that a process which was asked to end may take for it. */
const GRACE = 3_000;

/** Never rejects for a failing wrangler: `ok` says. Throws a `Misuse` when the environment's limit is no time. */
export async function runWrangler(options: WranglerOptions): Promise<WranglerResult> {
  const { args, target, input = "", cwd, signal, limit = timeLimits(process.env).wrangler } = options;
  const { promise, resolve } = Promise.withResolvers<WranglerResult>();
  // A group of its own: wrangler starts further processes, and a signal to us must end all of them once.
  const child = spawn(process.execPath, [BINARY, ...args], {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...quietEnv(), ...targetEnv(target) },
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  const collect = (chunk: Buffer): void => void (output += chunk.toString("utf8"));
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  let ended: "late" | "interrupted" | null = null;
  let last: NodeJS.Timeout | undefined;
  const end = (why: "late" | "interrupted"): void => {
    if (ended !== null) return;
    ended = why;
    killGroup(child.pid, "SIGTERM");
    last = setTimeout(() => killGroup(child.pid, "SIGKILL"), GRACE);
  };
  const interrupt = (): void => end("interrupted");
  signal?.addEventListener("abort", interrupt, { once: true });
  if (signal?.aborted === true) interrupt();
  const timer = setTimeout(() => end("late"), limit);
  const over = (code: number | null, told: string): void => {
    signal?.removeEventListener("abort", interrupt);
    clearTimeout(timer);
    clearTimeout(last);
    // What it started may ignore the first signal, and live on without any of its streams.
    if (ended !== null) killGroup(child.pid, "SIGKILL");
    // Wrangler's status is 0 when it was killed: once we ended it, that says nothing.
    const how = ended ?? (code === 0 ? "done" : "failed");
    resolve({ ok: how === "done", end: how, limit, output: told });
  };
  child.once("error", (error) => over(null, error.message));
  child.once("close", (code) => over(code, stripVTControlCharacters(output)));
  return promise;
}

/** Of a run that was `late`, as the end of a sentence's first half. */
export function lateness({ limit }: WranglerResult): string {
  return `was not over after ${limit / 1_000} s (${WRANGLER_SECONDS}), and was broken off`;
}

function targetEnv(target: Target | undefined): Record<string, string> {
  if (target === undefined) return {};
  return {
    CLOUDFLARE_API_BASE_URL: target.url,
    CLOUDFLARE_API_TOKEN: target.token,
    CLOUDFLARE_ACCOUNT_ID: target.accountId,
    // Nobody is asked anything: the local edge is ours.
    CI: "1",
  };
}

function killGroup(pid: number | undefined, signal: "SIGTERM" | "SIGKILL"): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // All of it has ended.
  }
}
