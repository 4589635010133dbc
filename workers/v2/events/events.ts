/** `events`: the account's log of what was made, changed and deleted, by which key, by which request and why. */
import * as z from "zod";
import type { PageQuery } from "../../../contracts/account.ts";
import type { EventFilter, EventQuery, EventRecord } from "../../../contracts/events.ts";
import { type ListPlan, listing } from "../listing.ts";
import { cursorParameter, pageSchema } from "../page.ts";
import { type Query, sent } from "../query.ts";
import { rangeParameters, readRange } from "../range.ts";
import { ADMINISTRATORS, type Route } from "../route.ts";
import { wireInstant } from "../wire/datetime.ts";
import { instant } from "../wire/schemas.ts";

const ACTIONS = ["create", "update", "delete"] as const;

const event = z
  .object({
    id: z.int(),
    created_on: instant,
    actor: z.string().meta({ description: "The public id of the key; `import` for an import, which is one event." }),
    action: z.enum(ACTIONS),
    type: z.string().meta({ description: "What the object is.", example: "contact" }),
    object: z.string().meta({ description: "Its UUID, or its key or number where its type has no UUID." }),
    reason: z.string().meta({ description: "What the request gave as `reason`; empty where it gave none." }),
    version: z.string().meta({ description: "The API version that was written through; empty for an import." }),
    request_id: z.string(),
  })
  .meta({ id: "Event" });

export function wireEvent(record: EventRecord): z.output<typeof event> {
  return {
    id: record.id,
    created_on: wireInstant(record.createdOn),
    actor: record.actor,
    action: record.action,
    type: record.kind,
    object: record.object,
    reason: record.reason,
    version: record.version,
    request_id: record.requestId,
  };
}

export function planEvents(query: Query, page: PageQuery): ListPlan<EventQuery> {
  if (sent(query, ["object", "actor", "action"]).length > 1) {
    return { kind: "refused", refusal: { why: "query", sentence: "Filter by one of object, actor and action." } };
  }
  const range = readRange(query);
  const filter = filterOf(query);
  if (range === null || filter === null) return { kind: "nothing" };
  return {
    kind: "ask",
    query: {
      ...page,
      ...filter,
      ...range,
    },
  };
}

/** Null: no event has it. */
function filterOf({ object, actor, action }: Query): EventFilter | null {
  if (object !== undefined) return { object };
  if (actor !== undefined) return { actor };
  if (action === undefined) return {};
  const known = ACTIONS.find((it) => it === action);
  return known === undefined ? null : { action: known };
}

export const eventRoutes: readonly Route[] = [
  {
    method: "GET",
    endpoint: "events",
    summary: "What was made, changed and deleted, the newest first",
    description: "At most one of `object`, `actor` and `action`; `before` and `after` go with each.",
    roles: ADMINISTRATORS,
    query: z.object({
      object: z.string().optional().meta({ description: "The history of one object." }),
      actor: z.string().optional().meta({ description: "What one key did, by its public id." }),
      action: z.string().optional().meta({ description: "`create`, `update` or `delete`; others find nothing." }),
      ...rangeParameters("events of", "."),
      cursor: cursorParameter,
    }),
    answers: { 200: pageSchema(event, "EventPage") },
    work: listing({
      plan: planEvents,
      ask: (account, query) => account.events(query),
      vouches: false,
      show: (page) => ({ page, wire: wireEvent }),
    }),
  },
];
