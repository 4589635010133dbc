/**
 * Which folder is which worker, in every environment. Reads the configurations as plain TOML, so that it takes no wrangler
 * and one that wrangler would not take can still be told about.
 */
import { glob, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parse } from "@decimalturn/toml-patch";
import { isObject } from "../http/object.ts";
import type { Table } from "./table/read.ts";

export interface WorkerFolder {
  /** Relative to the project, with `/`: `workers/v2`. */
  readonly folder: string;
  /** Relative to the project. */
  readonly file: string;
  /** Null: it is no TOML. */
  readonly document: Readonly<Record<string, unknown>> | null;
}

const PLACES = ["router/admin/wrangler.toml", "store/wrangler.toml", "workers/*/wrangler.toml"];

/** All but the router's, sorted. */
export async function workerFolders(root: string): Promise<readonly WorkerFolder[]> {
  const found: WorkerFolder[] = [];
  for await (const file of glob(PLACES, { cwd: root })) {
    const document = parsed(await readFile(join(root, file), "utf8"));
    found.push({ folder: dirname(file).replaceAll("\\", "/"), file, document });
  }
  return found.toSorted((one, other) => (one.folder < other.folder ? -1 : 1));
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    return parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** The worker's name in an environment; null: it has none. Without one of its own, wrangler appends the environment's. */
export function workerName({ document }: Pick<WorkerFolder, "document">, environment: string | null): string | null {
  const name = nameIn(document);
  if (environment === null) return name;
  const environments = isObject(document?.["env"]) ? document["env"] : {};
  return nameIn(environments[environment]) ?? (name === null ? null : `${name}-${environment}`);
}

function nameIn(block: unknown): string | null {
  return isObject(block) && typeof block["name"] === "string" ? block["name"] : null;
}

/**
 * The folder of a version's worker; null: it is not here.
 * @param worker what its binding names; undefined: it is not bound, and only the folder's own name can tell
 */
export function folderOf(
  folders: readonly WorkerFolder[],
  worker: string | undefined,
  binding: string,
  environment: string | null,
): string | null {
  // Environments may share a worker: then its name is that of the top level.
  const named = folders.find((it) => workerName(it, environment) === worker || workerName(it, null) === worker);
  if (worker !== undefined) return named?.folder ?? null;
  const usual = `workers/${binding.toLowerCase().replaceAll("_", "-")}`;
  return folders.find(({ folder }) => folder === usual)?.folder ?? null;
}

/** The router's, which the root configuration names; null: it has none. */
export function routerName({ text }: Table, environment: string | null): string | null {
  return workerName({ document: parsed(text) }, environment);
}
