/** `flows`: what contacts are led through. */
import * as z from "zod";
import type { PageQuery } from "../../../contracts/account.ts";
import type { FlowQuery, FlowRecord } from "../../../contracts/flows.ts";
import { type ListPlan, listing } from "../listing.ts";
import { cursorParameter, pageSchema } from "../page.ts";
import { type Query, isTrue } from "../query.ts";
import { EVERYONE, type Route } from "../route.ts";
import { wireInstant } from "../wire/datetime.ts";
import { instant, reference, uuid } from "../wire/schemas.ts";
import { resultKey } from "./key.ts";

const result = z.object({
  key: z.string(),
  name: z.string(),
  categories: z.array(z.string()),
  node_uuids: z.array(uuid),
});

const flow = z
  .object({
    uuid,
    name: z.string(),
    type: z.string().meta({ example: "message" }),
    archived: z.boolean(),
    labels: z.array(reference),
    expires: z.int().meta({ description: "Minutes without a reply after which a run expires." }),
    runs: z
      .object({
        active: z.int(),
        waiting: z.int(),
        completed: z.int(),
        interrupted: z.int(),
        expired: z.int(),
        failed: z.int(),
      })
      .meta({ description: "Runs by state. Those that wait for a reply count as active." }),
    results: z.array(result).meta({ description: "What the flow asks for, in its order." }),
    created_on: instant,
  })
  .meta({ id: "Flow" });

type Result = z.output<typeof result>;

export function wireFlow(record: FlowRecord): z.output<typeof flow> {
  const { active, completed, interrupted, expired } = record.runs;
  return {
    uuid: record.uuid,
    name: record.name,
    type: record.type,
    archived: record.archived,
    labels: record.labels.map(({ uuid: of, name }) => ({ uuid: of, name })),
    expires: record.expires,
    runs: { active, waiting: 0, completed, interrupted, expired, failed: 0 },
    results: resultsOf(record.rulesets),
    created_on: wireInstant(record.createdOn),
  };
}

/** One for each key: places that set the same result are listed together. Pure. */
export function resultsOf(rulesets: FlowRecord["rulesets"]): Result[] {
  const results = new Map<string, Result>();
  for (const { node, label, categories } of rulesets) {
    const key = resultKey(label);
    const known = results.get(key);
    results.set(key, {
      key,
      name: known?.name ?? label,
      categories: [...new Set([...(known?.categories ?? []), ...categories])],
      node_uuids: [...(known?.node_uuids ?? []), node],
    });
  }
  return [...results.values()];
}

export function planFlows({ uuid: of, type, archived }: Query, page: PageQuery): ListPlan<FlowQuery> {
  return {
    kind: "ask",
    query: {
      ...page,
      ...(of === undefined ? {} : { uuid: of }),
      ...(type === undefined ? {} : { type }),
      ...(archived === undefined ? {} : { archived: isTrue(archived) }),
    },
  };
}

export const flowRoutes: readonly Route[] = [
  {
    method: "GET",
    endpoint: "flows",
    summary: "Flows, the newest first",
    description: "Filters combine. Archived flows are listed too.",
    roles: EVERYONE,
    query: z.object({
      uuid: z.string().optional().meta({ description: "One flow." }),
      type: z.string().optional().meta({ description: "Only flows of this type, such as `message` or `voice`." }),
      archived: z
        .string()
        .optional()
        .meta({ description: "`true` or `1`: only archived flows; anything else: only the others." }),
      cursor: cursorParameter,
    }),
    answers: { 200: pageSchema(flow, "FlowPage") },
    work: listing({
      plan: planFlows,
      ask: (account, query) => account.flows(query),
      vouches: false,
      show: (page) => ({ page, wire: wireFlow }),
    }),
  },
];
