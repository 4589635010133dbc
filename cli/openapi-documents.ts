/**
 * Which API documents there are: each version's, and the operator's. A version takes part by having a `document.ts`;
 * nothing here knows which versions there are.
 */
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const ROOT = new URL("../", import.meta.url);
export const ADMIN = "router/admin";

/** Those whose document is generated from what they are made of. Folders relative to the repository, sorted. */
export function versionFolders(): string[] {
  return workersWith("document.ts");
}

/** Those that have a document: that of a version which became a shell is no longer made from anything, and still promised. */
export function documentFolders(): string[] {
  return [...new Set([...versionFolders(), ...workersWith("openapi.json")].toSorted()), ADMIN];
}

function workersWith(file: string): string[] {
  const workers = new URL("workers/", ROOT);
  return readdirSync(workers)
    .filter((it) => existsSync(new URL(`${it}/${file}`, workers)))
    .toSorted()
    .map((it) => `workers/${it}`);
}

/** @param folder relative to the repository, as `name` is in the folder */
export function fileIn(folder: string, name: string): string {
  return fileURLToPath(new URL(`${folder}/${name}`, ROOT));
}
