/** `runs`: contacts' ways through flows. */
import * as z from "zod";
import type { PageQuery } from "../../../contracts/account.ts";
import type { RunQuery, RunRecord } from "../../../contracts/flows.ts";
import { type ListPlan, listing } from "../listing.ts";
import { cursorParameter, pageSchema } from "../page.ts";
import { type Query, given, isTrue, numberOf, sent } from "../query.ts";
import { rangeParameters, readRange } from "../range.ts";
import { EVERYONE, type Route } from "../route.ts";
import { run, wireRun } from "./wire.ts";

/** `paths` says how runs look, not which they are. */
interface Asked extends RunQuery {
  readonly paths: boolean;
}

export function planRuns(query: Query, page: PageQuery): ListPlan<Asked> {
  if (sent(query, ["flow", "contact"]).length > 1) {
    return { kind: "refused", refusal: { why: "query", sentence: "Filter by flow or by contact, not by both." } };
  }
  const { uuid, flow, contact, paths } = query;
  const id = given(query.id, numberOf);
  const range = readRange(query);
  if (id === null || range === null) return { kind: "nothing" };
  return {
    kind: "ask",
    query: {
      ...page,
      ...(id === undefined ? {} : { id }),
      ...(uuid === undefined ? {} : { uuid }),
      ...(flow === undefined ? {} : { flow }),
      ...(contact === undefined ? {} : { contact }),
      ...(isTrue(query.responded) ? { responded: true } : {}),
      ...range,
      ...(isTrue(query.reverse) ? { ascending: true } : {}),
      // Clients of before it was a parameter read paths without asking for them.
      paths: paths === undefined || isTrue(paths),
    },
  };
}

export const runRoutes: readonly Route[] = [
  {
    method: "GET",
    endpoint: "runs",
    summary: "Runs, the last modified first",
    description: "Filters combine, but for `flow` and `contact`, of which there is at most one.",
    roles: EVERYONE,
    query: z.object({
      id: z.string().optional().meta({ description: "One run." }),
      uuid: z.string().optional().meta({ description: "One run." }),
      flow: z.string().optional().meta({ description: "Runs through this flow, by its UUID." }),
      contact: z.string().optional().meta({ description: "Runs of this contact, by its UUID." }),
      responded: z.string().optional().meta({ description: "`true` or `1`: only runs whose contact has replied." }),
      ...rangeParameters("runs modified at"),
      reverse: z.string().optional().meta({ description: "`true` or `1`: the last modified last." }),
      paths: z
        .string()
        .optional()
        .meta({ description: "Anything but `true` and `1`: with empty paths. Left out: with paths." }),
      cursor: cursorParameter,
    }),
    answers: { 200: pageSchema(run, "RunPage") },
    work: listing({
      plan: planRuns,
      ask: (account, { paths: _how, ...query }) => account.runs(query),
      vouches: false,
      show: (page, { paths }) => ({ page, wire: (record: RunRecord) => wireRun(record, paths) }),
    }),
  },
];
