/** The word of a version, where it must not stand any more when the version has gone. Pure. */

export interface Line {
  readonly path: string;
  /** From 1. */
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

/** Where the word may stay. */
const ALLOWED: readonly Allowed[] = [
  { path: /^wrangler\.toml$/, line: /^guide = /, why: "the tombstone names its guide" },
  { path: /^(docs\/migrating-[^/]*\.md|router\/docs\/pages\.json)$/, why: "the guide" },
  { path: /^(router|local)\/.*\.test\.ts$/, why: "versions made up by a test" },
  {
    path: /^(cli\/.*|docs\/(operating|deploying|usage|admin)\.md)$/,
    why: "how an operator writes a version, in the command and its guide",
  },
  {
    path: /^(docs\/your-own-api\.md|test\/deploy\/own-api\.test\.ts)$/,
    why: "the first version of an API of one's own",
  },
  {
    path: /^test\/(deploy\/(milepost\..*|small-project)|system\/cli\..*)\.ts$/,
    why: "versions of a project made up by a test",
  },
  { path: /^test\/(conformance|mutation)\//, why: "versions made up by the conformance cases" },
  { path: /^test\/system\/.*\.test\.ts$/, file: /from "\.\/table\.ts"/, why: "versions made up by a test" },
  { path: /^(CHANGELOG\.md|bench\/baseline\.json|workers\/[^/]+\/openapi\.breaks\.json)$/, why: "history" },
];

/** @param version `v1`; as a word, in any case */
export function leftovers(files: ReadonlyMap<string, string>, version: string): Line[] {
  // A release of something else, v1.2.3, is another word.
  const word = new RegExp(`\\b${version}\\b(?!\\.\\d)`, "i");
  return [...files].flatMap(([path, text]) => {
    if (!word.test(text)) return [];
    const here = ALLOWED.filter((it) => it.path.test(path) && (it.file?.test(text) ?? true));
    return text.split("\n").flatMap((line, at) => {
      const fine = !word.test(line) || here.some((it) => it.line?.test(line) ?? true);
      return fine ? [] : [{ path, line: at + 1, text: line.trim() }];
    });
  });
}
