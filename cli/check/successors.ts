/** Whether an API document sends its clients to operations that the successor has. Pure. */
import type { Operations } from "../impact/operations.ts";

/** A document and where it is. */
export interface Described {
  readonly file: string;
  readonly operations: Operations;
}

/** Sentences: `x-successor-operation` is read by people and by `version impact`, and a typo in it sends callers nowhere. */
export function successorFaults(version: Described, successor: Described): readonly string[] {
  return [...version.operations.values()].flatMap(({ name, successor: named }) => {
    if (named == null || successor.operations.has(named)) return [];
    return [
      `${version.file} sends ${name} to ${named}, which ${successor.file} does not have: correct its x-successor-operation, or write null.`,
    ];
  });
}
