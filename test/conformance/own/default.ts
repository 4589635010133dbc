/** What an application gives to whoever names no version. */
import type { Expected } from "../cases.ts";
import type { OwnApplication, Stage } from "./table.ts";
import { REQUIRED } from "./ways.ts";

export function unsaidOutcome(application: OwnApplication): Expected {
  const number = defaultOf(application);
  return number === null ? REQUIRED : { status: 200, version: number, by: "default" };
}

/** Null: none. */
export function defaultOf({ default: named, stages }: OwnApplication): number | null {
  if (named === "latest") return latestOf(stages);
  if (named === "oldest") return numbers(stages, "current", "deprecated").at(-1) ?? null;
  return named;
}

/** The newest current one; without one the newest deprecated; a preview never. */
export function latestOf(stages: ReadonlyMap<number, Stage>): number | null {
  const [newest] = [...numbers(stages, "current"), ...numbers(stages, "deprecated")];
  return newest ?? null;
}

/** Newest first. */
function numbers(stages: ReadonlyMap<number, Stage>, ...wanted: readonly Stage[]): readonly number[] {
  const found = [...stages].filter(([, stage]) => wanted.includes(stage)).map(([number]) => number);
  return found.toSorted((one, other) => other - one);
}
