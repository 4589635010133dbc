/** The word of a version, where it must not stand any more when the version has gone. Pure. */

export interface Line {
  readonly path: string;
  /** From 1; 0 is the path itself. */
  readonly line: number;
  readonly text: string;
}

interface Allowed {
  readonly path: RegExp;
  /** On such lines only. */
  readonly line?: RegExp;
  /** In files with this text only. */
  readonly file?: RegExp;
  readonly why: string;
}

/** Where the word may stay, and nowhere else: not as an example in the command or its pages, nor in tests of either. */
const ALLOWED: readonly Allowed[] = [
  { path: /^wrangler\.toml$/, line: /^guide = /, why: "the tombstone names its guide" },
  { path: /^tombstones\//, why: "the record of its retirement" },
  { path: /^(docs\/migrating-[^/]*\.md|router\/docs\/pages\.json)$/, why: "the guide" },
  { path: /^router\/.*\.test\.ts$/, why: "versions that the router's tests make up" },
  { path: /^test\/(conformance|mutation)\//, why: "the same, as cases, and as what they must notice" },
  {
    path: /^test\/system\/(?!cli\.)[^/]*\.test\.ts$/,
    file: /from "\.\/table\.ts"/,
    why: "the same, with the whole router",
  },
  { path: /^(CHANGELOG\.md|bench\/baseline\.json|workers\/[^/]+\/openapi\.breaks\.json)$/, why: "history" },
];

/** @param version `v3`; as a word, in any case */
export function leftovers(files: ReadonlyMap<string, string>, version: string): Line[] {
  const word = new RegExp(`\\b${version}\\b`, "i");
  return [...files].flatMap(([path, text]) => {
    const here = ALLOWED.filter((it) => it.path.test(path) && (it.file?.test(text) ?? true));
    return [path, ...text.split("\n")].flatMap((line, at) => {
      const fine = !word.test(line) || here.some((it) => it.line?.test(line) ?? true);
      return fine ? [] : [{ path, line: at, text: line.trim() }];
    });
  });
}
