/**
 * Lists that clients of today ask for and that this product has nothing to put into: archives of old data, classifiers,
 * globals. An empty list says so in the client's own terms; a 404 would break it off.
 */
import * as z from "zod";
import type { Account } from "../account.ts";
import type { Answer } from "../answer.ts";
import { refused } from "../answer.ts";
import { readPageQuery } from "../page.ts";
import { EDITORS, type Asked, type Route } from "../route.ts";

const LATER = {
  archives: "Archives of old messages and runs: there are none, everything is kept where it is",
  classifiers: "Classifiers: there are none",
  globals: "Globals: there are none",
} as const;

const empty = z
  .object({ next: z.null(), previous: z.null(), results: z.array(z.unknown()).max(0) })
  .meta({ id: "EmptyPage", description: "A list that never has anything in it." });

async function nothing({ query }: Asked, account: Account): Promise<Answer> {
  // No list ever gave out a cursor of these.
  if (readPageQuery(query)?.from !== null) return refused({ why: "bad-cursor" });
  await account.exists();
  return { kind: "json", status: 200, body: { next: null, previous: null, results: [] } };
}

export const laterRoutes: readonly Route[] = Object.entries(LATER).map(([endpoint, summary]) => ({
  method: "GET",
  endpoint,
  summary,
  roles: EDITORS,
  query: z.object({ cursor: z.string().optional().meta({ description: "There is no other page: always a 404." }) }),
  answers: { 200: empty },
  work: { kind: "read", list: true, read: nothing },
}));
