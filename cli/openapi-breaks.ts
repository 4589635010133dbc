/**
 * What a change of an API document takes away from clients that were written against the one before. Pure.
 * `api-smart-diff` finds the differences and judges most of them; what it takes too lightly is judged here: it lets a
 * type, a constant or a format turn into another one, and a body's field disappear, which our clients would only notice
 * by what is not stored any more.
 */
import { type Diff, apiCompare } from "api-smart-diff";

export interface Break {
  /** RFC 6901, into the document: `/paths/~1groups.json/delete`. */
  readonly at: string;
  readonly what: string;
}

/** @param before, after OpenAPI documents */
export function breaksBetween(before: object, after: object): Break[] {
  // It compares what it is given by marking it.
  const { diffs } = apiCompare(structuredClone(before), structuredClone(after));
  return diffs.filter(isBreak).map((diff) => ({ at: pointerTo(diff.path), what: wordsOf(diff) }));
}

/** Shared parts are judged where operations use them: whether fewer values are a break depends on who sends them. */
function isBreak(diff: Diff): boolean {
  const path = diff.path.map(String);
  if (path[0] !== "paths") return false;
  const sent = path.includes("responses") ? "by us" : "by clients";
  return ownVerdict(diff, path, sent) ?? diff.type === "breaking";
}

type Sender = "by us" | "by clients";

/** On what the library judges alike, whoever sends it; null: its verdict stands. */
function ownVerdict({ action, before, after }: Diff, path: readonly string[], sent: Sender): boolean | null {
  if (path.at(-2) === "properties") return action === "remove" && sent === "by clients" ? true : null;
  switch (path.at(-1)) {
    case "type":
      if (action !== "replace") return null;
      return sent === "by us" ? !covers(before, after) : !covers(after, before);
    case "const":
    case "format":
      return action === "replace" ? true : null;
    case "additionalProperties":
      return sent === "by clients" && after === false ? true : null;
    default:
      return null;
  }
}

/** Whether every value of the types `some` is one of the types `all`. */
function covers(all: unknown, some: unknown): boolean {
  const wide = new Set([all].flat());
  return [some].flat().every((type) => wide.has(type) || (type === "integer" && wide.has("number")));
}

function wordsOf({ action, path, description }: Diff): string {
  return description ?? `${action} ${String(path.at(-1))}`;
}

function pointerTo(path: readonly (string | number)[]): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
