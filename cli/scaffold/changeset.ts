/**
 * Which files a scaffold writes and removes, as data. Texts, not acts: a changeset that was written down can be applied
 * again from its beginning, however far it came the first time.
 */

/** Texts by path, relative to the project, with `/`. */
export type Files = ReadonlyMap<string, string>;

export interface Changeset {
  readonly write: Files;
  readonly remove: readonly string[];
}

export type Scaffold =
  | {
      readonly kind: "changes";
      readonly changes: Changeset;
      /** Sentences about what nobody but a person can decide. */
      readonly notes: readonly string[];
    }
  /** Sentences, each saying what to do. */
  | { readonly kind: "refused"; readonly reasons: readonly string[] };

/** Left out: what is already as it should be. */
export function changesBetween(now: Files, then: Files, remove: readonly string[]): Changeset {
  return {
    write: new Map([...then].filter(([path, text]) => now.get(path) !== text)),
    remove: remove.filter((path) => now.has(path) && !then.has(path)),
  };
}

/** The files of one folder, by their path in it. */
export function within(files: Files, folder: string): Files {
  const prefix = `${folder}/`;
  const inside = [...files].filter(([path]) => path.startsWith(prefix));
  return new Map(inside.map(([path, text]) => [path.slice(prefix.length), text]));
}
