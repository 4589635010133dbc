/** `broadcasts`: one text to many contacts. Its messages are listed by `messages?broadcast=`. */
import * as z from "zod";
import type { BroadcastRecord } from "../../../contracts/broadcasts.ts";
import type { AccountRecord } from "../../../contracts/records.ts";
import { listing } from "../listing.ts";
import { planNumbered } from "../numbered.ts";
import { cursorParameter, pageSchema } from "../page.ts";
import { rangeParameters } from "../range.ts";
import { EDITORS, type Route } from "../route.ts";
import { wireInstant } from "../wire/datetime.ts";
import { instant, reference, uuid } from "../wire/schemas.ts";
import { broadcastBody, planBroadcast } from "./body.ts";

const broadcast = z
  .object({
    id: z.int(),
    uuid,
    urns: z
      .array(z.string())
      .nullable()
      .meta({ description: "Recipients that were named by a URN; always null in an anonymous account." }),
    contacts: z.array(reference).meta({ description: "Recipients that were named as contacts." }),
    groups: z.array(reference),
    text: z.string(),
    status: z.enum(["queued", "sent", "failed"]).meta({
      description: "`queued` while its messages are being made, `sent` when all of them were handed to their channels.",
    }),
    created_on: instant,
  })
  .meta({ id: "Broadcast" });

export function wireBroadcast(record: BroadcastRecord, { anon }: AccountRecord): z.output<typeof broadcast> {
  return {
    id: record.id,
    uuid: record.uuid,
    urns: anon ? null : [...record.urns],
    contacts: record.contacts.map(({ uuid: of, name }) => ({ uuid: of, name })),
    groups: record.groups.map(({ uuid: of, name }) => ({ uuid: of, name })),
    text: record.text,
    status: record.status,
    created_on: wireInstant(record.createdOn),
  };
}

export const broadcastRoutes: readonly Route[] = [
  {
    method: "GET",
    endpoint: "broadcasts",
    summary: "Broadcasts, the newest first",
    roles: EDITORS,
    query: z.object({
      id: z.string().optional().meta({ description: "One broadcast." }),
      uuid: z.string().optional().meta({ description: "One broadcast." }),
      ...rangeParameters("broadcasts made at"),
      cursor: cursorParameter,
    }),
    answers: { 200: pageSchema(broadcast, "BroadcastPage") },
    work: listing({
      plan: planNumbered,
      ask: (account, query) => account.broadcasts(query),
      vouches: true,
      show: ({ page, account }) => ({ page, wire: (record: BroadcastRecord) => wireBroadcast(record, account) }),
    }),
  },
  {
    method: "POST",
    endpoint: "broadcasts",
    summary: "Send a text to many contacts",
    description: [
      "Answers at once; the messages are made afterwards, one for each distinct contact that is neither deleted, blocked",
      "nor stopped and has a URN that a channel serves. Members of groups are those at the time. There is no carrier",
      "behind a channel: a message handed to its channel is `sent`. Not in a suspended account.",
    ].join(" "),
    roles: EDITORS,
    query: z.object({}),
    body: broadcastBody,
    answers: { 201: broadcast },
    work: { kind: "write", plan: planBroadcast },
  },
];
