/** `flow_starts`: contacts brought into a flow. The runs are listed by `runs?flow=`. */
import * as z from "zod";
import type { StartRecord } from "../../../contracts/flows.ts";
import { listing } from "../listing.ts";
import { planNumbered } from "../numbered.ts";
import { cursorParameter, pageSchema } from "../page.ts";
import { rangeParameters } from "../range.ts";
import { EDITORS, type Route } from "../route.ts";
import { wireInstant } from "../wire/datetime.ts";
import { instant, reference, uuid } from "../wire/schemas.ts";
import type { Extra } from "./extra.ts";
import { planStart, startBody } from "./body.ts";

const extra = z.record(z.string(), z.unknown()).nullable();

const start = z
  .object({
    id: z.int(),
    uuid,
    flow: reference,
    contacts: z.array(reference).meta({ description: "Those that were named by a URN, too." }),
    groups: z.array(reference),
    status: z.enum(["pending", "starting", "complete", "failed"]),
    restart_participants: z.boolean(),
    exclude_active: z.boolean(),
    extra,
    params: extra.meta({ description: "The same as `extra`." }),
    created_on: instant,
    modified_on: instant,
  })
  .meta({ id: "FlowStart" });

export function wireStart(record: StartRecord): z.output<typeof start> {
  const brought = record.extra === null ? null : (JSON.parse(record.extra) as Extra);
  return {
    id: record.id,
    uuid: record.uuid,
    flow: { uuid: record.flow.uuid, name: record.flow.name },
    contacts: record.contacts.map(({ uuid: of, name }) => ({ uuid: of, name })),
    groups: record.groups.map(({ uuid: of, name }) => ({ uuid: of, name })),
    status: record.status,
    restart_participants: record.restartParticipants,
    exclude_active: record.excludeActive,
    extra: brought,
    params: brought,
    created_on: wireInstant(record.createdOn),
    modified_on: wireInstant(record.modifiedOn),
  };
}

export const flowStartRoutes: readonly Route[] = [
  {
    method: "GET",
    endpoint: "flow_starts",
    summary: "Flow starts, the last modified first",
    roles: EDITORS,
    query: z.object({
      id: z.string().optional().meta({ description: "One start." }),
      uuid: z.string().optional().meta({ description: "One start." }),
      ...rangeParameters("starts modified at"),
      cursor: cursorParameter,
    }),
    answers: { 200: pageSchema(start, "FlowStartPage") },
    work: listing({
      plan: planNumbered,
      ask: (account, query) => account.flowStarts(query),
      vouches: false,
      show: (page) => ({ page, wire: wireStart }),
    }),
  },
  {
    method: "POST",
    endpoint: "flow_starts",
    summary: "Start contacts in a flow",
    description: [
      "Answers at once; the runs are made afterwards, one for each distinct contact that is neither deleted, blocked nor",
      "stopped. A contact is in one flow at a time: a run that it is in is interrupted. Not in a suspended account; and in",
      "an anonymous one contacts are named by UUID, because the answer would tell whose URN it is.",
    ].join(" "),
    roles: EDITORS,
    query: z.object({}),
    body: startBody,
    answers: { 201: start },
    work: { kind: "write", plan: planStart },
  },
];
