/** `resthooks`, and `resthook_events`: what happened under each of them. */
import * as z from "zod";
import type { ResthookEventRecord, ResthookRecord } from "../../../contracts/webhooks.ts";
import { listing } from "../listing.ts";
import { cursorParameter, pageSchema } from "../page.ts";
import { EDITORS, type Route } from "../route.ts";
import { wireInstant } from "../wire/datetime.ts";
import { instant } from "../wire/schemas.ts";

export const slug = z.string().meta({ example: "new-mother", description: "The resthook's slug." });

const resthook = z.object({ resthook: slug, created_on: instant, modified_on: instant }).meta({ id: "Resthook" });

export function wireResthook(record: ResthookRecord): z.output<typeof resthook> {
  return {
    resthook: record.resthook,
    created_on: wireInstant(record.createdOn),
    modified_on: wireInstant(record.modifiedOn),
  };
}

const resthookEvent = z
  .object({
    resthook: slug,
    data: z.json().meta({
      description: "What subscribers were sent, lists as lists. Imported events have whatever was imported.",
    }),
    created_on: instant,
  })
  .meta({ id: "ResthookEvent" });

export function wireResthookEvent(record: ResthookEventRecord): z.output<typeof resthookEvent> {
  return {
    resthook: record.resthook,
    data: JSON.parse(record.data) as z.core.util.JSONType,
    created_on: wireInstant(record.createdOn),
  };
}

export const resthookRoutes: readonly Route[] = [
  {
    method: "GET",
    endpoint: "resthooks",
    summary: "Resthooks, the last modified first",
    description: "A flow names the resthooks whose subscribers hear of its runs.",
    roles: EDITORS,
    query: z.object({ cursor: cursorParameter }),
    answers: { 200: pageSchema(resthook, "ResthookPage") },
    work: listing({
      plan: (_query, page) => ({ kind: "ask", query: page }),
      ask: (account, query) => account.resthooks(query),
      vouches: false,
      show: (page) => ({ page, wire: wireResthook }),
    }),
  },
  {
    method: "GET",
    endpoint: "resthook_events",
    summary: "Events of resthooks, the newest first",
    roles: EDITORS,
    query: z.object({
      resthook: z.string().optional().meta({ description: "Only those of this resthook." }),
      cursor: cursorParameter,
    }),
    answers: { 200: pageSchema(resthookEvent, "ResthookEventPage") },
    work: listing({
      plan: ({ resthook: of }, page) => ({
        kind: "ask",
        query: { ...page, ...(of === undefined ? {} : { resthook: of }) },
      }),
      ask: (account, query) => account.resthookEvents(query),
      vouches: false,
      show: (page) => ({ page, wire: wireResthookEvent }),
    }),
  },
];
