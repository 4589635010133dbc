/** What releasing a version and creating an application have in common: files to write, once, and nobody's work lost. Pure. */
import type { Changeset } from "../scaffold/changeset.ts";
import type { Begun } from "../scaffold/journal.ts";
import type { Plan } from "./plan.ts";

export interface ScaffoldStep {
  readonly kind: "scaffold";
  /** As it was typed; what a broken run is known by. */
  readonly command: string;
  readonly changes: Changeset;
}

export interface Circumstances {
  readonly command: string;
  /** What an earlier run left unfinished. */
  readonly begun: Begun | null;
  /** Files that git has not got yet. */
  readonly uncommitted: readonly string[];
  /** The operator said that this is all right. */
  readonly despiteUncommitted: boolean;
}

/** Null: nothing was begun, so decide. Else that goes on first, whatever the project looks like halfway. */
export function goingOn({ command, begun }: Circumstances): Plan<ScaffoldStep> | null {
  if (begun === null) return null;
  if (begun.command !== command) {
    return refusedFor(`'milepost ${begun.command}' was begun here and not finished: start it again first.`);
  }
  const step: ScaffoldStep = { kind: "scaffold", ...begun };
  return { kind: "steps", steps: [step], warnings: ["This was begun before, and goes on as it was decided then."] };
}

export function scaffolding(
  { command, uncommitted, despiteUncommitted }: Circumstances,
  changes: Changeset,
  notes: readonly string[],
): Plan<ScaffoldStep> {
  const touched = uncommitted.filter((path) => changes.write.has(path) || changes.remove.includes(path));
  const lost = touched.length === 0 ? [] : [`Not committed, and would be written over: ${shortened(touched)}.`];
  if (lost.length > 0 && !despiteUncommitted) {
    return { kind: "refused", refusals: lost.map((it) => `${it} Commit first, or add --yes.`) };
  }
  return { kind: "steps", steps: [{ kind: "scaffold", command, changes }], warnings: [...lost, ...notes] };
}

export function refusedFor(...refusals: readonly string[]): Plan<never> {
  return { kind: "refused", refusals };
}

const SHOWN = 5;

function shortened(paths: readonly string[]): string {
  const more = paths.length > SHOWN ? ` and ${paths.length - SHOWN} more` : "";
  return `${paths.slice(0, SHOWN).join(", ")}${more}`;
}
