/** What tests of the system know of the workers that are bundled for all of them while they begin, see `built.ts`. */
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { inject } from "vitest";

export interface Module {
  readonly name: string;
  readonly file: string;
}

/** Below the common folder. `config` is a path from the root. */
export function folderOf(config: string): string {
  return config.replaceAll(/[\\/]/g, "_");
}

/**
 * @param config the worker's, a path from the root
 * @returns its modules, the main one first
 */
export async function whenBuilt(config: string): Promise<readonly Module[]> {
  const folder = inject("built");
  for (;;) {
    const why = await readFile(join(folder, "outcome"), "utf8").catch(() => null);
    if (why === "") return modulesIn(join(folder, folderOf(config)));
    if (why !== null) throw new Error(why);
    await pause(100);
  }
}

function modulesIn(folder: string): readonly Module[] {
  return readdirSync(folder)
    .filter((name) => !name.endsWith(".map") && name !== "README.md")
    .toSorted((one, other) => Number(other.endsWith(".js")) - Number(one.endsWith(".js")))
    .map((name) => ({ name, file: join(folder, name) }));
}
