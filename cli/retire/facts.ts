/** Asks for everything that `version retire` and `version restore` decide by: files, platform, administration. */
import { spawn } from "node:child_process";
import { userInfo } from "node:os";
import { join } from "node:path";
import { bindingOf, type VersionName } from "../../router/config/names.ts";
import { Account, type Caller } from "../admin/wire.ts";
import { Misuse, Unreachable } from "../command.ts";
import type { Context } from "../context.ts";
import { findWorkers } from "../deploy-configs.ts";
import { digestOf } from "../digest.ts";
import type { Access } from "../platform/call.ts";
import { tagOf } from "../platform/tag.ts";
import { bindingsOf, exists, referencesTo, trafficOf } from "../platform/worker.ts";
import type { PlatformFacts } from "../plan/retire-facts.ts";
import { differingNames, type RouterBuild, routerBuild } from "../plan/seen.ts";
import { TABLE_FILE } from "../table/file.ts";
import { callersOf } from "../usage/asking.ts";
import { periodOf } from "../usage/period.ts";
import { Memory } from "../platform/memory.ts";
import { type RetiredCaller, retiredIn, type RetirementRecord } from "./record.ts";
import { tableOfBuild, tableOfText } from "./router-table.ts";

export async function accessOf(context: Context): Promise<Access> {
  return { ...(await context.target()), signal: context.signal };
}

export function memoryOf({ flags }: Context, access: Access): Memory {
  return new Memory(flags.data, access.accountId);
}

export interface About {
  readonly name: VersionName;
  readonly record: RetirementRecord | null;
  /** The router's name in this environment. */
  readonly router: string;
  /** Configuration files by worker name. */
  readonly configs: ReadonlyMap<string, string>;
  /** The version's; null: nobody knows it. */
  readonly worker: string | null;
}

export async function platformFacts(context: Context, about: About): Promise<PlatformFacts> {
  const access = await accessOf(context);
  const { worker, router, configs } = about;
  const there = worker !== null && (await exists(access, worker));
  const [referrers, ownClasses, build] = await Promise.all([
    there ? referencesTo(access, worker) : [],
    there ? ownClassesOf(access, worker) : [],
    routerBuildOf(context, access, about),
  ]);
  return {
    router,
    routerBuild: build,
    workerThere: there,
    referrers,
    ownClasses,
    folder: worker !== null && configs.has(worker),
  };
}

/** Durable Object classes in the worker's own code: their data goes with it. */
async function ownClassesOf(access: Access, worker: string): Promise<readonly string[]> {
  const live = (await trafficOf(access, worker))?.shares[0]?.buildId;
  const bindings = live === undefined ? null : await bindingsOf(access, worker, live);
  return (bindings ?? [])
    .filter(({ type, script_name: script }) => type === "durable_object_namespace" && (script ?? worker) === worker)
    .map(({ class_name: name, name: binding }) => name ?? binding);
}

/** In this environment. Throws a `Misuse` with a sentence. */
export async function workersOf({ root, flags }: Context): Promise<Pick<About, "router" | "configs">> {
  try {
    const { workers, router } = await findWorkers(root, flags.env);
    return { router, configs: new Map(workers.map(({ name, config }) => [name, config])) };
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** Bundling takes a second: only where nobody remembers the build that serves. */
export async function routerBuildOf(context: Context, access: Access, about: About): Promise<RouterBuild> {
  const { root, signal, flags } = context;
  const { router } = about;
  const traffic = await trafficOf(access, router);
  const seen = await memoryOf(context, access).seenBuild(router);
  const run = retiredIn(about.record, flags.env)?.run ?? null;
  const known = routerBuild({ traffic, seen, run, copy: null });
  const live = traffic?.shares[0]?.buildId;
  if (known.kind !== "others" || live === undefined) return known;
  const tag = await tagOf(access, router, live);
  const config = join(root, TABLE_FILE);
  const same = tag !== null && tag === (await digestOf({ root, config, env: flags.env, signal }));
  const there = tableOfBuild((await bindingsOf(access, router, live)) ?? []);
  const here = tableOfText((await context.table()).text, flags.env);
  // Of a retirement that broke, what it changed itself says nothing about others.
  const own = retiredIn(about.record, flags.env) === null ? [] : ownNames(about.name);
  const names = differingNames(here, there).filter((name) => !own.includes(name));
  return routerBuild({ traffic, seen, run, copy: { same, tagged: tag !== null, names } });
}

function ownNames(name: VersionName): readonly string[] {
  return [bindingOf(name), `VERSION_${bindingOf(name)}`];
}

/** Of the last `days` days, most calls first. Throws an `Unreachable`. */
export async function callersIn(context: Context, binding: string, days: number): Promise<readonly RetiredCaller[]> {
  const period = periodOf({ days: String(days) }, context.now);
  if (period === null) throw new Unreachable(`${days} is no number of days.`);
  const found = await callersOf(await context.admin(), binding, period, null);
  const wire = ({ account, key, calls, last_seen }: Caller) => ({ account, key, calls, last_seen });
  return found.map(wire).toSorted((a, b) => b.calls - a.calls);
}

/** Accounts whose own default the version is. */
export async function pinnedTo(context: Context, name: VersionName): Promise<readonly string[]> {
  const { results } = await (await context.admin()).all("accounts", Account, { limit: 200 });
  const application = name.application === "" ? "default" : name.application;
  return results.filter(({ pins }) => pins[application] === name.number).map(({ account }) => account);
}

/** Milliseconds. What the router's clock says is welcome, and not needed: a router that hangs is found out where it matters. */
const CLOCK_PATIENCE = 10_000;

/** The router's clock where it is behind ours, in milliseconds: it refuses a live version that retires in its future. */
export async function clockOf(context: Context): Promise<number> {
  const { url } = await context.admin();
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(CLOCK_PATIENCE)]);
  const response = await fetch(new URL("/api", url), { method: "HEAD", signal }).catch(() => null);
  const told = Date.parse(response?.headers.get("Date") ?? "");
  return Math.min(context.now, Number.isNaN(told) ? context.now : told);
}

/** Who runs this: git's name, else the system's. */
export async function operatorName(root: string): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const git = spawn("git", ["config", "user.name"], { cwd: root, stdio: ["ignore", "pipe", "ignore"] });
  let name = "";
  git.stdout.on("data", (chunk: Buffer) => (name += chunk.toString("utf8")));
  git.once("error", () => resolve(""));
  git.once("close", () => resolve(name.trim()));
  const found = await promise;
  // Cut as the table takes it.
  return (found === "" ? userInfo().username : found).slice(0, 200);
}
