/** What v1 had, or its clients still ask for, and what is not to be had here: 404, with a word about where to look. */
import type { Answer } from "./change.ts";
import { detail } from "./refusals.ts";

export const ABSENT: ReadonlyMap<string, Answer> = new Map([
  [
    "authenticate",
    detail(404, "There are no user passwords here: ask the administrator of your account for a key of your own."),
  ],
  ["assets", detail(404, "No recordings and files are kept here: ask the administrator of your account for them.")],
  ["results", detail(404, "Results were gone before this version was: read the values of runs, at runs.json.")],
]);
