/** Which file names which other: by its imports, and by paths written out in its text. Pure. */
import { posix } from "node:path";
import type { Files } from "./changeset.ts";

const CODE = /\.(?:ts|js|mjs)$/;
const SPECIFIER = /(?:from|import|URL\()\s*\(?"(\.{1,2}\/[^"]+)"/g;

/** By importer: paths of the project that are there. */
export function importsOf(files: Files): ReadonlyMap<string, readonly string[]> {
  const code = [...files].filter(([path]) => CODE.test(path));
  return new Map(
    code.map(([path, text]) => {
      const named = [...text.matchAll(SPECIFIER)].map(([, to = ""]) => posix.join(posix.dirname(path), to));
      return [path, named];
    }),
  );
}

/**
 * What goes when `gone` goes: first whatever `hangs` says of a file that imports one of them, then modules of which
 * nobody is left who imported them. Answers all of it, `gone` included.
 */
export function goneWith(
  files: Files,
  gone: ReadonlySet<string>,
  { hangs, mayBeOrphan }: { hangs: (path: string) => boolean; mayBeOrphan: (path: string) => boolean },
): ReadonlySet<string> {
  const imports = importsOf(files);
  const all = new Set(gone);
  for (let before = -1; before !== all.size;) {
    before = all.size;
    for (const [path, named] of imports) {
      if (!all.has(path) && hangs(path) && named.some((it) => all.has(it))) all.add(path);
    }
    const wanted = new Set([...imports].filter(([path]) => !all.has(path)).flatMap(([, named]) => named));
    const lost = [...imports].filter(([path]) => all.has(path)).flatMap(([, named]) => named);
    for (const path of lost) if (files.has(path) && mayBeOrphan(path) && !wanted.has(path)) all.add(path);
  }
  return all;
}
