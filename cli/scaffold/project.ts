/** The project's own files as texts, and the templates'. What is built, installed or kept as state is not the project's. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Files } from "./changeset.ts";

/** Where versions are, and who may name their modules. */
const PARTS = new Set(["workers", "router", "store", "bench", "cli", "local", "test", "contracts", "http"]);
const SKIPPED = new Set(["node_modules", ".wrangler", ".milepost", "dist", "templates"]);
/** Bytes. What is larger is data, not source. */
const LARGEST = 4_000_000;

const TEMPLATES = fileURLToPath(new URL("../templates/", import.meta.url));

/** `root`: the folder of the router's configuration. */
export function projectFiles(root: string): Files {
  const top = readdirSync(root, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.name.startsWith("."),
  );
  const parts = readdirSync(root).filter((name) => PARTS.has(name));
  const paths = [...top.map(({ name }) => name), ...parts.flatMap((part) => filesBelow(root, part))];
  return textsOf(root, paths);
}

/** Of one kind, such as `shell`. */
export function templates(kind: string): Files {
  return textsOf(join(TEMPLATES, kind), readdirSync(join(TEMPLATES, kind)));
}

function filesBelow(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(root, path) : [path];
  });
}

function textsOf(root: string, paths: readonly string[]): Files {
  const small = paths.filter((path) => statSync(join(root, path)).size <= LARGEST);
  return new Map(small.map((path) => [path, readFileSync(join(root, path), "utf8")]));
}
