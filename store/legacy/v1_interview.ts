/** What becomes of an interview that was sent, and of the run that it is. Pure. */
import type { SubmittedStep } from "../../contracts/counted_flows.ts";
import type { Micros } from "../../contracts/records.ts";
import { formatInstant } from "../export/instant.ts";

/** What is known of a run: its path and its results are JSON. */
export type Held = {
  readonly path: string;
  readonly results: string;
  readonly exited_on: Micros | null;
};

export type Next<R> =
  | { readonly next: "begin"; readonly added: readonly SubmittedStep[] }
  | { readonly next: "go on"; readonly run: R; readonly added: readonly SubmittedStep[] }
  /** All of it was there. */
  | { readonly next: "nothing"; readonly run: R }
  /** Its run has ended, and it has steps that the run has not. */
  | { readonly next: "refuse" };

type Path = readonly Readonly<Record<string, unknown>>[];

/** @param known the run, where it was sent before */
export function nextOf<R extends Held>(known: R | null, steps: readonly SubmittedStep[], completed: boolean): Next<R> {
  const seen = new Set(known === null ? [] : (JSON.parse(known.path) as Path).map(keyOf));
  const added: SubmittedStep[] = [];
  for (const step of steps) {
    const key = keyOf({ node: step.node, time: formatInstant(step.arrivedOn) });
    if (!seen.has(key)) added.push(step);
    seen.add(key);
  }
  if (known === null) return { next: "begin", added };
  const over = known.exited_on !== null;
  if (over && added.length > 0) return { next: "refuse" };
  if (added.length === 0 && (over || !completed)) return { next: "nothing", run: known };
  return { next: "go on", run: known, added };
}

function keyOf({ node, time }: Readonly<Record<string, unknown>>): string {
  return JSON.stringify([node, time]);
}

/**
 * Path and results with these steps behind those that were there. A step keeps its answer: results have the last one only.
 * @param labels of the results, by the node that asks for each
 */
export function withSteps(
  held: Pick<Held, "path" | "results">,
  added: readonly SubmittedStep[],
  labels: ReadonlyMap<string, string>,
): Pick<Held, "path" | "results"> {
  const path = [...(JSON.parse(held.path) as Path)];
  const results: Record<string, unknown> = { ...(JSON.parse(held.results) as object) };
  for (const { node, arrivedOn, answer } of added) {
    const time = formatInstant(arrivedOn);
    const name = labels.get(node);
    path.push({ node, time, ...(answer === null ? {} : { name, ...answer }) });
    if (answer !== null && name !== undefined) results[resultKey(name)] = { ...answer, node, name, time };
  }
  return { path: JSON.stringify(path), results: JSON.stringify(results) };
}

/** As flows have it: their lists of results name the same keys. */
function resultKey(label: string): string {
  return label.toLowerCase().replace(/[^a-z0-9]+/g, "_");
}
