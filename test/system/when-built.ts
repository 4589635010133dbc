/** What tests of the system know of the workers that are bundled for all of them while they begin, see `built.ts`. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { inject } from "vitest";
import { type Bundle, modulesIn } from "../../bench/bundle.ts";
import type { Modules } from "../../bench/workerd.ts";

/** Below the common folder. `config` is a path from the root. */
export function folderOf(config: string): string {
  return config.replaceAll(/[\\/]/g, "_");
}

/**
 * @param config the worker's, a path from the root
 * @returns its modules, the main one first
 */
export async function whenBuilt(config: string): Promise<Bundle["modules"]> {
  const folder = inject("built");
  for (;;) {
    const why = await readFile(join(folder, "outcome"), "utf8").catch(() => null);
    if (why === "") return modulesIn(join(folder, folderOf(config)));
    if (why !== null) throw new Error(why);
    await pause(100);
  }
}

/** The worker for plain workerd, under a name of one's own. */
export async function builtAs(name: string, config: string): Promise<Modules> {
  return { name, modules: await whenBuilt(config) };
}
