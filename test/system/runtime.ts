/**
 * Workers of this repository in Miniflare, as their configuration says and as a deploy would bundle them. Wrangler's
 * development server would put proxies in front that cost ten times what the router does.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare, NoOpLog, type V4MiniflareOptions } from "miniflare";
import { unstable_getMiniflareWorkerOptions } from "wrangler";
import { type Configured, ROOT } from "./configs.ts";
import { whenBuilt } from "./when-built.ts";

/** In the words of Miniflare's options. */
export type Options = Readonly<Record<string, unknown>>;

/** The first one is public. */
export async function startWorkers(workers: readonly Options[]): Promise<{ miniflare: Miniflare; url: URL }> {
  const miniflare = new Miniflare({
    ...convertV4MiniflareOptions({ workers } as unknown as V4MiniflareOptions),
    log: new NoOpLog(),
    handleStructuredLogs: () => undefined,
    host: "127.0.0.1",
    port: 0,
    // It would fetch an example from the network.
    cf: false,
    telemetry: { enabled: false },
    // Shared by all runs of this user: equally named workers would find each other.
    enableDevRegistry: false,
    // For what no request can do to an object.
    unsafeInspectDurableObjects: true,
  });
  try {
    return { miniflare, url: await miniflare.ready };
  } catch (error) {
    await miniflare.dispose();
    throw error;
  }
}

/** @param bindings beside its own, or in their place */
export async function workerOf({ name, config }: Configured, bindings: Options = {}): Promise<Options> {
  const { workerOptions } = unstable_getMiniflareWorkerOptions(join(ROOT, config));
  const modules = (await whenBuilt(config)).map(({ name: path, file }) => ({
    type: path.endsWith(".js") ? "ESModule" : "Text",
    path,
    contents: readFileSync(file, "utf8"),
  }));
  return { ...workerOptions, name, modules, bindings: { ...(workerOptions.bindings as Options), ...bindings } };
}
