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
}

export interface WranglerResult {
  readonly ok: boolean;
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

/** Never throws for a failing wrangler: `ok` says. */
export function runWrangler({ args, target, input = "", cwd, signal }: WranglerOptions): Promise<WranglerResult> {
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
  const kill = (): void => killGroup(child.pid);
  signal?.addEventListener("abort", kill, { once: true });
  if (signal?.aborted === true) kill();
  child.once("error", (error) => resolve({ ok: false, output: error.message }));
  child.once("close", (code) => {
    signal?.removeEventListener("abort", kill);
    resolve({ ok: code === 0 && signal?.aborted !== true, output: stripVTControlCharacters(output) });
  });
  return promise;
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

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGTERM");
  } catch {
    // It ended before us.
  }
}
