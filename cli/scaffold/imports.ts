/** Which file names which other, and what hangs in the air when some of them go. Pure. */
import { posix } from "node:path";
import type { Files } from "./changeset.ts";

const CODE = /\.(?:ts|js|mjs)$/;
const SPECIFIER = /(?:from|import|URL\()\s*\(?"(\.{1,2}\/[^"]+)"/g;

/** By importer: paths of the project, whether they are there or not. */
function importsOf(files: Files): ReadonlyMap<string, readonly string[]> {
  const code = [...files].filter(([path]) => CODE.test(path));
  return new Map(
    code.map(([path, text]) => {
      const named = [...text.matchAll(SPECIFIER)].map(([, to = ""]) => posix.join(posix.dirname(path), to));
      return [path, named];
    }),
  );
}

export interface Hanging {
  /** Goes too when it imports what goes. */
  readonly hangs: (path: string) => boolean;
  /** Goes too when only what goes has led to it: a module that serves others. */
  readonly serves: (path: string) => boolean;
}

/** All that goes when `gone` goes, `gone` included. */
export function goneWith(files: Files, gone: ReadonlySet<string>, { hangs, serves }: Hanging): ReadonlySet<string> {
  const imports = importsOf(files);
  const all = new Set(gone);
  const before = reached(imports, serves, new Set());
  for (let size = -1; size !== all.size;) {
    size = all.size;
    for (const [path, named] of imports) if (hangs(path) && named.some((it) => all.has(it))) all.add(path);
    const after = reached(imports, serves, all);
    for (const path of before) if (serves(path) && !after.has(path)) all.add(path);
  }
  return all;
}

/** From every file that serves nobody in particular. */
function reached(
  imports: ReadonlyMap<string, readonly string[]>,
  serves: (path: string) => boolean,
  gone: ReadonlySet<string>,
): ReadonlySet<string> {
  const found = new Set<string>();
  const next = [...imports.keys()].filter((path) => !serves(path) && !gone.has(path));
  for (let path = next.pop(); path !== undefined; path = next.pop()) {
    if (found.has(path) || gone.has(path)) continue;
    found.add(path);
    next.push(...(imports.get(path) ?? []));
  }
  return found;
}
