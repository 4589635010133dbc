/** The API documents that an impact is worked out from: those in the folders of the version's and its successor's worker. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { View } from "../table/read.ts";
import { folderOf, type WorkerFolder } from "../worker-folders.ts";
import { type Operations, operationsOf } from "./operations.ts";

export interface Described {
  /** Null: there is no document, or it is none. */
  readonly operations: Operations | null;
  /** Where it is, or what is the matter; for a person. */
  readonly told: string;
}

/** @param label as an operator writes the version */
export async function describedBy(
  root: string,
  folders: readonly WorkerFolder[],
  { services, environment }: View,
  binding: string,
  label: string,
): Promise<Described> {
  const folder = folderOf(folders, services.get(binding), binding, environment);
  if (folder === null) return { operations: null, told: `There is no folder of ${label}'s worker here.` };
  const file = `${folder}/openapi.json`;
  const text = await readFile(join(root, file), "utf8").catch(() => null);
  if (text === null) return { operations: null, told: `${label} has no API document, ${file}.` };
  const operations = operationsOf(jsonOf(text));
  return { operations, told: operations === null ? `${file} is no OpenAPI document.` : file };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
