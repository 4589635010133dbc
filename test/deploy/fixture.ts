/**
 * What the deploy tests need: small workers written to a private folder, an edge on a data folder of its own,
 * and the real wrangler pointed at it.
 */
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { runWrangler, type Target, type WranglerResult } from "../../cli/deploy-wrangler.ts";
import { type Edge, type EdgeOptions, startEdge } from "../../local/edge.ts";
import { whenDeployed } from "./when-deployed.ts";

export class Bench {
  readonly folder: string;
  #edge: Edge | null = null;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(): Promise<Bench> {
    return new Bench(await mkdtemp(join(tmpdir(), "milepost-deploy-")));
  }

  get edge(): Edge {
    if (this.#edge === null) throw new Error("No edge was started.");
    return this.#edge;
  }

  get dataDir(): string {
    return join(this.folder, "data");
  }

  async start(options: Partial<EdgeOptions> = {}): Promise<Edge> {
    this.#edge = await startEdge({ dataDir: this.dataDir, ...options });
    return this.#edge;
  }

  /** With the real workers on it and the sample's accounts in it, see deployed.ts. */
  async startDeployed(): Promise<Edge> {
    await cp(await whenDeployed(inject("deployed")), this.dataDir, { recursive: true });
    return this.start({ main: "milepost" });
  }

  async stop(): Promise<void> {
    await this.#edge?.close();
    this.#edge = null;
  }

  /** Writes `<name>/index.js` and its configuration; answers the configuration's path. */
  async worker(name: string, code: string, toml = "", folder = name): Promise<string> {
    const place = join(this.folder, folder);
    await mkdir(place, { recursive: true });
    await writeFile(join(place, "index.js"), code);
    const date = toml.includes("compatibility_date") ? "" : 'compatibility_date = "2026-10-23"\n';
    const reach = toml.includes("workers_dev") ? "" : "workers_dev = false\npreview_urls = false\n";
    await writeFile(join(place, "wrangler.toml"), `name = "${name}"\nmain = "index.js"\n${date}${reach}${toml}`);
    return join(place, "wrangler.toml");
  }

  wrangler(args: readonly string[], input = ""): Promise<WranglerResult> {
    const target: Target = this.edge.api;
    return runWrangler({ args, input, target, cwd: this.folder });
  }

  deploy(config: string): Promise<WranglerResult> {
    return this.wrangler(["deploy", "-c", config]);
  }

  /** Must succeed. */
  async deployed(name: string, code: string, toml = "", folder = name): Promise<void> {
    const { ok, output } = await this.deploy(await this.worker(name, code, toml, folder));
    if (!ok) throw new Error(`Deploying ${name} failed:\n${output}`);
  }

  /** Body of the answer to a GET. */
  async get(path = "/"): Promise<string> {
    return (await fetch(new URL(path, this.edge.url))).text();
  }

  async remove(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

export const PUBLIC = "workers_dev = true\npreview_urls = false\n";

export function says(text: string): string {
  return `export default { fetch() { return new Response(${JSON.stringify(text)}); } };`;
}

/** A counting Durable Object and an entrypoint, bound to nothing. */
export const COUNTER = `
import { DurableObject, WorkerEntrypoint } from "cloudflare:workers";
export class Counter extends DurableObject {
  hit() {
    const count = (this.ctx.storage.kv.get("count") ?? 0) + 1;
    this.ctx.storage.kv.put("count", count);
    return count;
  }
}
export class Named extends WorkerEntrypoint {
  hello() { return "hello"; }
}
export default { async fetch(request, env) { return new Response(String(await env.COUNTER.getByName("one").hit())); } };
`;

export const COUNTER_TOML = `
[[durable_objects.bindings]]
name = "COUNTER"
class_name = "Counter"

[[migrations]]
tag = "one"
new_sqlite_classes = ["Counter"]
`;

/** Requests one after the other on so many connections until stopped; counts answers by status, failures as 0. */
export function traffic(url: string, connections: number, headers: Record<string, string> = {}) {
  const seen = new Map<number, number>();
  let running = true;
  const lanes = Array.from({ length: connections }, async () => {
    while (running) {
      const status = await fetch(url, { headers }).then(
        async (response) => (await response.arrayBuffer(), response.status),
        () => 0,
      );
      seen.set(status, (seen.get(status) ?? 0) + 1);
    }
  });
  return {
    /** So many answers of every status, by status. */
    async stop(): Promise<Record<string, number>> {
      running = false;
      await Promise.all(lanes);
      return Object.fromEntries(seen);
    },
  };
}
