/**
 * Plain workerd, one process for all variants: no proxy, no entry worker in front, each variant on a socket
 * of its own. What differs between two figures is then the workers alone.
 */
import { spawn } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Bundle } from "./bundle.ts";

export const COMPATIBILITY_DATE = "2026-10-23";

/** The package is CommonJS without types: its default export is the path of the binary. */
const workerd = createRequire(import.meta.url)("workerd") as { readonly default: string };

export type Binding =
  | { readonly name: string; readonly service: string; readonly entrypoint?: string }
  | { readonly name: string; readonly json: unknown }
  | { readonly name: string; readonly text: string }
  /** `service` left out: a class of the worker itself. */
  | { readonly name: string; readonly object: string; readonly service?: string };

/** What a worker is made of. */
export type Modules = Pick<Bundle, "name" | "modules">;

export interface Served {
  readonly bundle: Modules;
  readonly bindings?: readonly Binding[];
  /** Durable Object classes that this worker defines; their data goes to disk. */
  readonly classes?: readonly string[];
  /** Whether it gets a socket. */
  readonly open?: boolean;
}

/** The classes of the admin worker, by the name of their binding, for whom they are bound in its name. */
export const CALLERS_STATE: Readonly<Record<string, string>> = {
  KEYS: "Keys",
  LIMITER: "RateLimiter",
  USAGE: "Usage",
  DIRECTORY: "Directory",
};

/** Bindings to the admin worker's objects; `service` left out: for that worker itself. */
export function callersState(service?: string): Binding[] {
  return Object.entries(CALLERS_STATE).map(([name, object]) => ({
    name,
    object,
    ...(service === undefined ? {} : { service }),
  }));
}

export interface Running {
  /** Origin by worker name. */
  readonly origins: ReadonlyMap<string, string>;
  /** What the workers wrote to their logs so far. */
  logs(): string;
  close(): Promise<void>;
}

/** `disks`: a folder for the data of Durable Objects that is to stay; left out: it goes when the runtime does. */
export async function serve(workers: readonly Served[], disks: string | null = null): Promise<Running> {
  const scratch = mkdtempSync(join(tmpdir(), "milepost-bench-"));
  const ports = new Map<string, number>();
  for (const { bundle, open } of workers) if (open === true) ports.set(bundle.name, await freePort());
  const config = join(scratch, "config.capnp");
  writeFileSync(config, configOf(workers, ports, scratch, disks ?? scratch));
  const child = spawn(workerd.default, ["serve", "--experimental", config], { stdio: ["ignore", "pipe", "pipe"] });
  // However this process ends, its runtime must not outlive it.
  const kill = () => child.kill("SIGKILL");
  process.once("exit", kill);
  let logged = "";
  const log = (part: string) => (logged += part);
  child.stdout.setEncoding("utf8").on("data", log);
  child.stderr.setEncoding("utf8").on("data", log);
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const origins = new Map([...ports].map(([name, port]) => [name, `http://127.0.0.1:${port}`]));
  for (const origin of origins.values()) await answering(origin, () => logged);
  return {
    origins,
    logs: () => logged,
    async close() {
      kill();
      await ended;
      process.off("exit", kill);
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}

function configOf(
  workers: readonly Served[],
  ports: ReadonlyMap<string, number>,
  scratch: string,
  disks: string,
): string {
  const services = workers.flatMap((served) => {
    const { name } = served.bundle;
    const worker = `(name = ${quote(name)}, worker = ${workerOf(served, scratch)})`;
    if (served.classes === undefined) return [worker];
    const path = join(disks, `${name}-disk`);
    mkdirSync(path, { recursive: true });
    return [worker, `(name = ${quote(`${name}-disk`)}, disk = (path = ${quote(path)}, writable = true))`];
  });
  const sockets = [...ports].map(
    ([name, port]) => `(name = ${quote(name)}, address = "127.0.0.1:${port}", http = (), service = ${quote(name)})`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [${services.join(",\n")}], sockets = [${sockets.join(",\n")}]);
`;
}

function workerOf({ bundle, bindings = [], classes }: Served, scratch: string): string {
  // `embed` takes paths below the configuration's folder only.
  mkdirSync(join(scratch, bundle.name));
  const modules = bundle.modules.map(({ name, file }) => {
    copyFileSync(file, join(scratch, bundle.name, name));
    const kind = name.endsWith(".js") ? "esModule" : "text";
    return `(name = ${quote(name)}, ${kind} = embed ${quote(join(bundle.name, name))})`;
  });
  const parts = [
    `modules = [${modules.join(", ")}]`,
    `compatibilityDate = ${quote(COMPATIBILITY_DATE)}`,
    `bindings = [${bindings.map(bindingOf).join(", ")}]`,
  ];
  if (classes !== undefined) {
    const namespaces = classes.map(
      (it) => `(className = ${quote(it)}, uniqueKey = ${quote(`${bundle.name}-${it}`)}, enableSql = true)`,
    );
    parts.push(`durableObjectNamespaces = [${namespaces.join(", ")}]`);
    parts.push(`durableObjectStorage = (localDisk = ${quote(`${bundle.name}-disk`)})`);
  }
  return `(${parts.join(", ")})`;
}

function bindingOf(binding: Binding): string {
  const name = `name = ${quote(binding.name)}`;
  if ("json" in binding) return `(${name}, json = ${quote(JSON.stringify(binding.json))})`;
  if ("text" in binding) return `(${name}, text = ${quote(binding.text)})`;
  if ("object" in binding) {
    const where = binding.service === undefined ? "" : `, serviceName = ${quote(binding.service)}`;
    return `(${name}, durableObjectNamespace = (className = ${quote(binding.object)}${where}))`;
  }
  const entrypoint = binding.entrypoint === undefined ? "" : `, entrypoint = ${quote(binding.entrypoint)}`;
  return `(${name}, service = (name = ${quote(binding.service)}${entrypoint}))`;
}

/** Cap'n Proto text takes the escapes of JSON strings. */
function quote(text: string): string {
  return JSON.stringify(text);
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const address = server.address();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  if (address === null || typeof address === "string") throw new Error("No free port on 127.0.0.1.");
  return address.port;
}

/** Any answer will do. */
async function answering(origin: string, logs: () => string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      const response = await fetch(origin);
      await response.body?.cancel();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
  throw new Error(`Nothing answers at ${origin}.\n${logs()}`);
}
