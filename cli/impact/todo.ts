/** What a caller of an operation has to do before its version goes, as a sentence. Pure. */
import type { ImpactRow, Way } from "./impact.ts";

/** @param version, successor as clients know them: `v3`; `successor` null when there is none */
export function todoOf(
  { way, migration }: Pick<ImpactRow, "way" | "migration">,
  version: string,
  successor: string | null,
): string {
  const where = wordsOf(way, version, successor ?? "the successor");
  return migration === null ? where : `${where} ${migration}`;
}

function wordsOf(way: Way, version: string, successor: string): string {
  switch (way.kind) {
    case "same":
      return `Call it in ${successor}.`;
    case "moved":
      return `Call ${way.to} in ${successor}.`;
    case "none":
      return way.named === undefined
        ? `${successor} has nothing like it: speak with this caller.`
        : `${version}'s document sends it to ${way.named}, which ${successor} does not have: speak with this caller.`;
    case "undocumented":
      return `${version}'s document does not have it: ask this caller what it is for.`;
    case "unnamed":
      return `Which operation this was is not told: let ${version}'s worker send X-Route.`;
    case "failing":
      return `Nothing: ${version} has no such operation, and every call failed.`;
    case "unknown":
      return `There is no document of ${successor} to look it up in.`;
  }
}
