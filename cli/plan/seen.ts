/**
 * May this operator replace the router's build? Not when somebody else deployed since: their change would be undone
 * without a word. Pure.
 */
import { sharesTold, type Traffic } from "../platform/traffic.ts";

export type RouterBuild =
  | { readonly kind: "ours"; readonly buildId: string }
  | { readonly kind: "absent" }
  /** Two builds share the traffic: somebody is in the middle of a gradual deployment. */
  | { readonly kind: "gradual"; readonly shares: string }
  | {
      readonly kind: "others";
      readonly buildId: string;
      readonly since: string;
      readonly author: string | null;
      readonly message: string | null;
    }
  /** Nothing was deployed from here, and what serves differs from what is here: in these names of the table, or in code. */
  | { readonly kind: "different"; readonly buildId: string; readonly names: readonly string[] };

export interface RouterFacts {
  readonly traffic: Traffic | null;
  /** The build that this copy deployed or saw last; null: none. */
  readonly seen: string | null;
  /** Noted with the deploys of this retirement. */
  readonly run: string | null;
  /** How what serves compares with what is here; null: it was not compared. */
  readonly copy: Copy | null;
}

export interface Copy {
  /** The same bundle and configuration. */
  readonly same: boolean;
  /** False: deployed by something else than milepost, so that nothing can be said of its code. */
  readonly tagged: boolean;
  /** Bindings and vars that differ. */
  readonly names: readonly string[];
}

export function routerBuild({ traffic, seen, run, copy }: RouterFacts): RouterBuild {
  const [first, ...more] = (traffic?.shares ?? []).filter(({ percentage }) => percentage > 0);
  if (traffic === null || first === undefined) return { kind: "absent" };
  if (more.length > 0) return { kind: "gradual", shares: sharesTold(traffic) };
  const { buildId } = first;
  if (buildId === seen || (run !== null && traffic.message?.includes(run) === true)) return { kind: "ours", buildId };
  if (copy?.same === true) return { kind: "ours", buildId };
  if (seen === null && copy !== null) {
    // Of a build without a tag only the table can be compared; a first retirement is not refused for that.
    return !copy.tagged && copy.names.length === 0
      ? { kind: "ours", buildId }
      : { kind: "different", buildId, names: copy.names };
  }
  return { kind: "others", buildId, since: traffic.since, author: traffic.author, message: traffic.message };
}

export interface Named {
  readonly name: string;
  /** Canonical text of what the name stands for. */
  readonly value: string;
}

/** Names that only one side has, or that stand for different things. */
export function differingNames(here: readonly Named[], there: readonly Named[]): readonly string[] {
  const mine = new Map(here.map(({ name, value }) => [name, value]));
  const theirs = new Map(there.map(({ name, value }) => [name, value]));
  return [...new Set([...mine.keys(), ...theirs.keys()])]
    .filter((name) => mine.get(name) !== theirs.get(name))
    .toSorted();
}
