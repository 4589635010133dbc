/** `labels`: what messages are sorted by. */
import * as z from "zod";
import type { PageQuery } from "../../../contracts/account.ts";
import type { LabelQuery, LabelRecord } from "../../../contracts/messages.ts";
import { type Body, allPassed, readFields } from "../body.ts";
import { type ListPlan, listing } from "../listing.ts";
import { cursorParameter, pageSchema } from "../page.ts";
import { type Query, sent } from "../query.ts";
import { EDITORS, type Plan, type Route } from "../route.ts";
import { objectName } from "../text.ts";
import { uuid } from "../wire/schemas.ts";

const label = z
  .object({ uuid, name: z.string(), count: z.int().meta({ description: "Visible messages with this label." }) })
  .meta({ id: "Label" });

export function wireLabel(record: LabelRecord): z.output<typeof label> {
  return { uuid: record.uuid, name: record.name, count: record.count };
}

const body = z.object({ name: objectName }).meta({ id: "LabelWrite" });

const target = z.string().optional().meta({ description: "The label to rename; left out: a new one is made." });

export function planLabels(query: Query, page: PageQuery): ListPlan<LabelQuery> {
  if (sent(query, ["uuid", "name"]).length > 1) {
    return { kind: "refused", refusal: { why: "query", sentence: "Filter by uuid or by name, not by both." } };
  }
  const { uuid: byUuid, name } = query;
  return {
    kind: "ask",
    query: { ...page, ...(byUuid === undefined ? {} : { uuid: byUuid }), ...(name === undefined ? {} : { name }) },
  };
}

export function planLabelWrite({ uuid: of }: Query, sentBody: Body): Plan {
  const read = readFields(body, sentBody);
  if (allPassed(read)) {
    const { name } = read.passed;
    return {
      kind: "command",
      command: of === undefined ? { do: "label.create", name } : { do: "label.update", uuid: of, name },
    };
  }
  // The name is all there is to check of a new label; of another one it matters whether it is there.
  const probe = of === undefined ? null : ({ do: "label.update", uuid: of, name: "-" } as const);
  return { kind: "invalid", errors: read.errors, probe };
}

export const labelRoutes: readonly Route[] = [
  {
    method: "GET",
    endpoint: "labels",
    summary: "Labels of messages, the newest first",
    roles: EDITORS,
    query: z.object({
      uuid: z.string().optional().meta({ description: "One label. Not together with `name`." }),
      name: z.string().optional().meta({ description: "The exact name, in any case." }),
      cursor: cursorParameter,
    }),
    answers: { 200: pageSchema(label, "LabelPage") },
    work: listing({
      plan: planLabels,
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
    work: { kind: "write", plan: planLabelWrite },
  },
  {
    method: "DELETE",
    endpoint: "labels",
    summary: "Delete a label; its messages stay",
    roles: EDITORS,
    query: z.object({ uuid: z.string().meta({ description: "The label to delete." }) }),
    answers: { 204: null },
    work: {
      kind: "write",
      plan: ({ uuid: of }) =>
        of === undefined
          ? { kind: "refused", refusal: { why: "query", sentence: "Say which label to delete: ?uuid=…" } }
          : { kind: "command", command: { do: "label.delete", uuid: of } },
    },
  },
];
