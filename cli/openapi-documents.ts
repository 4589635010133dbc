/**
 * Which API documents there are: each version's, and the operator's. A version takes part by having a `document.ts`;
 * nothing here knows which versions there are.
 */
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const ROOT = new URL("../", import.meta.url);
export const ADMIN = "router/admin";

/** Folders relative to the repository, sorted. */
export function versionFolders(): string[] {
  const workers = new URL("workers/", ROOT);
  return readdirSync(workers)
    .filter((it) => existsSync(new URL(`${it}/document.ts`, workers)))
    .toSorted()
    .map((it) => `workers/${it}`);
}

export function documentFolders(): string[] {
  return [...versionFolders(), ADMIN];
}

/** @param folder relative to the repository, as `name` is in the folder */
export function fileIn(folder: string, name: string): string {
  return fileURLToPath(new URL(`${folder}/${name}`, ROOT));
}
