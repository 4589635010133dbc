/**
 * `npm run deploy`: all workers that the router reaches, leaves first, with the real `wrangler deploy`. To Cloudflare by
 * default, to a running local edge with `--local`. Stops at the first failure and says what is live by then.
 */
import { parseArgs } from "node:util";
import { findEdge } from "../local/edge-file.ts";
import { findWorkers } from "./deploy-configs.ts";
import { deployOrder, type Step } from "./deploy-order.ts";
import { lateness, runWrangler, type Target } from "./deploy-wrangler.ts";
import { wranglerError, wranglerMeaning } from "./wrangler-fault.ts";

export interface DeployOptions {
  /** Folder of the router's `wrangler.toml`. */
  readonly root: string;
  /** Absent: Cloudflare. */
  readonly target?: Target | undefined;
  /** Names of the workers to deploy; empty or absent: all that the router reaches. */
  readonly only?: readonly string[];
  /** More arguments of `wrangler deploy`, by worker. */
  readonly extra?: Readonly<Record<string, readonly string[]>>;
  readonly dryRun?: boolean;
  readonly signal?: AbortSignal;
  /** One line per worker, when it is done. */
  readonly log?: (line: string) => void;
}

/** Answers the names that were deployed, in order. Throws an `Error` with a sentence, and wrangler's words below it. */
export async function deployAll(options: DeployOptions): Promise<readonly string[]> {
  const { workers, router } = await findWorkers(options.root);
  const order = deployOrder(workers, router, options.only);
  switch (order.kind) {
    case "cycle":
      throw new Error(
        `Workers are bound in a ring: ${order.ring.join(" → ")}. Take one binding out, so that one of them can be deployed first.`,
      );
    case "unknown":
      throw new Error(`There is no worker '${order.name}' here. There are: ${order.known.join(", ")}.`);
    case "order":
      return runSteps(order.steps, options);
    default:
      return order satisfies never;
  }
}

/** Each step starts as soon as those it waits for are over: branches that do not depend on each other overlap. */
async function runSteps(steps: readonly Step[], options: DeployOptions): Promise<readonly string[]> {
  const live: string[] = [];
  const running = new Map<string, Promise<void>>();
  // One failure stops what has not begun; what runs is let finish, so that what we say is live is the truth.
  let failed = false;
  for (const { worker, after } of steps) {
    const start = async (): Promise<void> => {
      await Promise.all(after.map(async (name) => running.get(name)));
      if (failed) return;
      try {
        await deployOne(worker.name, worker.config, options);
        live.push(worker.name);
      } catch (error) {
        failed = true;
        throw error;
      }
    };
    running.set(worker.name, start());
  }
  const ended = await Promise.allSettled(running.values());
  const failures = ended.flatMap((result) => (result.status === "rejected" ? [result.reason as unknown] : []));
  if (failures.length === 0) return live;
  throw new Error([...new Set(failures.map(told)), stateSentence(live, failures, options.dryRun === true)].join("\n"));
}

async function deployOne(name: string, config: string, options: DeployOptions): Promise<void> {
  const { dryRun = false, log } = options;
  const extra = [...(dryRun ? ["--dry-run"] : []), ...(options.extra?.[name] ?? [])];
  await deployWorker({ ...options, name, config, extra });
  log?.(`${dryRun ? "checked" : "deployed"} ${name}`);
}

/** One worker. Throws an `Error` with a sentence, and wrangler's words below it. */
export async function deployWorker(options: {
  readonly name: string;
  readonly config: string;
  readonly root: string;
  readonly target?: Target | undefined;
  /** More arguments of `wrangler deploy`. */
  readonly extra: readonly string[];
  readonly signal?: AbortSignal;
}): Promise<void> {
  const { name, config, root, target, extra, signal } = options;
  const ended = await runWrangler({ args: ["deploy", "-c", config, ...extra], target, signal, cwd: root });
  const { end, output } = ended;
  switch (end) {
    case "done":
      return;
    case "interrupted":
      throw new Error(`Deploying '${name}' was interrupted.`);
    case "late":
      if (extra.includes("--dry-run")) throw new Error(`Checking '${name}' ${lateness(ended)}.`);
      throw new Unsure(`Deploying '${name}' ${lateness(ended)}: it may or may not be live.`);
    case "failed": {
      const { sentence, unsure } = wranglerMeaning(output);
      const first = `Deploying '${name}' failed: ${sentence}${unsure ? " It may or may not be live." : ""}`.trimEnd();
      const told = [first, wranglerError(output)].join("\n");
      throw unsure ? new Unsure(told) : new Error(told);
    }
    default:
      end satisfies never;
  }
}

/** Nobody knows whether the worker was deployed. */
class Unsure extends Error {}

/** What is live by now, as far as anybody knows. */
function stateSentence(live: readonly string[], failures: readonly unknown[], dryRun: boolean): string {
  if (dryRun) return "Nothing was deployed: this was a dry run.";
  const unsure = failures.some((failure) => failure instanceof Unsure);
  const others = unsure ? "Everything else is as it was. Run the same command again." : null;
  if (live.length > 0)
    return `Deployed before that and live: ${live.join(", ")}. ${others ?? "The others are as they were."}`;
  return others ?? "Nothing was deployed; what was live before still is.";
}

export function told(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      local: { type: "boolean", default: false },
      data: { type: "string", default: ".milepost" },
      "dry-run": { type: "boolean", default: false },
    },
  });
  const target = values.local ? (await findEdge(values.data)).api : undefined;
  const log = (line: string): void => console.log(line);
  await deployAll({ root: process.cwd(), target, only: positionals, dryRun: values["dry-run"], log });
}

if (import.meta.main) {
  try {
    await main();
  } catch (error) {
    console.error(told(error));
    process.exitCode = 1;
  }
}
