/** `/admin/usage`: how much a version is called, and by whom. */
import { readPeriod } from "../usage/period.ts";
import { placeText, readPlace } from "../usage/caller.ts";
import { versionCallers, versionTotals } from "../usage/queries.ts";
import type { Period } from "../usage/read.ts";
import * as z from "zod";
import type { Registry } from "../version/registry.ts";
import { json, refused } from "./outcome.ts";
import { limitParameter, PAGE, pageOf, pageSchema } from "./page.ts";
import { PARAMETERS } from "./parameters.ts";
import type { Fault } from "./refusal.ts";
import { route, type Route } from "./route.ts";
import { caller, totals, wireCaller, wireTotals } from "./usage-wire.ts";

const day = z.string().optional();

const about = {
  version: PARAMETERS.version,
  from: day.meta({ description: "The first day, UTC; 30 days in all when left out.", example: "2026-11-01" }),
  to: day.meta({ description: "The last day, UTC; today when left out.", example: "2026-11-30" }),
};

interface Wanted {
  readonly version: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A version that nobody has called and one that does not exist would look the same: only those in the table are told. */
function periodOf(wanted: Wanted, registry: Registry, now: number): Period | readonly Fault[] {
  const period = readPeriod(wanted.from ?? null, wanted.to ?? null, now);
  const faults: Fault[] = period.ok ? [] : [{ in: "query", field: period.field, detail: period.detail }];
  const bindings = [...registry.applications.values()].flatMap(({ versions }) => versions.map((it) => it.binding));
  if (!bindings.includes(wanted.version)) {
    const detail = `The version table has no ${wanted.version}. It has ${bindings.join(", ")}.`;
    faults.push({ in: "query", field: "version", detail });
  }
  return period.ok && faults.length === 0 ? period.period : faults;
}

const faulty = (period: Period | readonly Fault[]): period is readonly Fault[] => Array.isArray(period);

export const usageRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/admin/usage",
    id: "get_usage",
    summary: "A version's calls: by day, by how it was chosen, by operation",
    description: "A call is counted within 10 seconds of its answer.",
    query: about,
    answers: { 200: totals },
    async work({ env, told, now }, { query }) {
      const period = periodOf(query, told.registry, now);
      if (faulty(period)) return refused({ kind: "request-invalid", faults: period });
      return json(wireTotals(query.version, period, await versionTotals(env.USAGE, query.version, period)));
    },
  }),
  route({
    method: "GET",
    path: "/admin/usage/callers",
    id: "get_callers",
    summary: "Who calls a version, by account and key",
    query: {
      ...about,
      after: z
        .string()
        .refine((text) => readPlace(text) !== null, { error: "Give what `next` had, or leave it out." })
        .optional()
        .meta({ description: "A place in the list, from `next`." }),
      limit: limitParameter,
    },
    answers: { 200: pageSchema(caller, "CallerPage") },
    async work(asked, { query }) {
      const { env, told, now } = asked;
      const period = periodOf(query, told.registry, now);
      if (faulty(period)) return refused({ kind: "request-invalid", faults: period });
      const after = query.after === undefined ? null : readPlace(query.after);
      const limit = query.limit ?? PAGE.usual;
      const { callers, next } = await versionCallers(env.USAGE, query.version, period, after, limit);
      return json(pageOf(asked, callers.map(wireCaller), next === null ? null : { after: placeText(next) }));
    },
  }),
];
