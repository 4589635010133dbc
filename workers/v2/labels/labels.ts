/** `labels`: what messages are sorted by. */
import * as z from "zod";
import type { LabelRecord } from "../../../contracts/messages.ts";
import { listing } from "../listing.ts";
import { namedBody, namedFilters, planNamed, planNamedDelete, planNamedWrite } from "../named.ts";
import { pageSchema } from "../page.ts";
import { EDITORS, type Route } from "../route.ts";
import { uuid } from "../wire/schemas.ts";

const label = z
  .object({ uuid, name: z.string(), count: z.int().meta({ description: "Visible messages with this label." }) })
  .meta({ id: "Label" });

export function wireLabel(record: LabelRecord): z.output<typeof label> {
  return { uuid: record.uuid, name: record.name, count: record.count };
}

const body = namedBody("LabelWrite");

const target = z.string().optional().meta({ description: "The label to rename; left out: a new one is made." });

export const labelRoutes: readonly Route[] = [
  {
    method: "GET",
    endpoint: "labels",
    summary: "Labels of messages, the newest first",
    roles: EDITORS,
    query: namedFilters("label"),
    answers: { 200: pageSchema(label, "LabelPage") },
    work: listing({
      plan: planNamed,
      ask: (account, query) => account.labels(query),
      vouches: false,
      show: (page) => ({ page, wire: wireLabel }),
    }),
  },
  {
    method: "POST",
    endpoint: "labels",
    summary: "Make a label, or rename one",
    roles: EDITORS,
    query: z.object({ uuid: target }),
    body,
    answers: { 200: label, 201: label },
    work: { kind: "write", plan: planNamedWrite("label") },
  },
  {
    method: "DELETE",
    endpoint: "labels",
    summary: "Delete a label; its messages stay",
    roles: EDITORS,
    query: z.object({ uuid: z.string().meta({ description: "The label to delete." }) }),
    answers: { 204: null },
    work: { kind: "write", plan: planNamedDelete("label") },
  },
];
