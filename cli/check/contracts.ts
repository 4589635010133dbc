/** Which API documents a project has, and of which of them nothing is promised yet. */
import { glob } from "node:fs/promises";
import { dirname } from "node:path";
import type { Table, View } from "../table/read.ts";
import { folderOf, type WorkerFolder } from "../worker-folders.ts";
import type { Contract } from "./contract.ts";
import { unpromised } from "./lifecycle.ts";

const PLACES = ["router/admin/openapi.json", "workers/*/openapi.json", "workers/*/document.ts"];

/** @param now milliseconds */
export async function contractsOf(
  root: string,
  table: Table,
  folders: readonly WorkerFolder[],
  now: number,
): Promise<readonly Contract[]> {
  const open = openFolders(table.views, folders, now);
  const described = new Set<string>();
  for await (const file of glob(PLACES, { cwd: root })) described.add(dirname(file).replaceAll("\\", "/"));
  return [...described].toSorted().map((folder) => ({ root, folder, open: open(folder) }));
}

/** Open is what is a preview, or v0, wherever it is bound; of what is bound nowhere, only the folder's name can tell. Pure. */
export function openFolders(
  views: readonly View[],
  folders: readonly WorkerFolder[],
  now: number,
): (folder: string) => boolean {
  const promises = new Map<string, boolean>();
  for (const { config, services, environment } of views) {
    if (!config.ok) continue;
    const free = unpromised(config.registry, now);
    for (const [binding, worker] of services) {
      const folder = folderOf(folders, worker, binding, environment);
      if (folder !== null) promises.set(folder, (promises.get(folder) ?? false) || !free.has(binding));
    }
  }
  return (folder) => !(promises.get(folder) ?? !/(?:^|[/-])v0$/.test(folder));
}
