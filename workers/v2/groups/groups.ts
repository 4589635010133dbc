/** `groups`: named sets of contacts. Those made over the API are static: they have no query. */
import * as z from "zod";
import type { GroupRecord } from "../../../contracts/records.ts";
import { listing } from "../listing.ts";
import { namedBody, namedFilters, planNamed, planNamedDelete, planNamedWrite } from "../named.ts";
import { pageSchema } from "../page.ts";
import { EDITORS, type Route } from "../route.ts";
import { uuid } from "../wire/schemas.ts";

const group = z
  .object({
    uuid,
    name: z.string(),
    query: z.string().nullable().meta({ description: "What makes a contact a member; null for a static group." }),
    count: z.int().meta({ description: "Members." }),
    status: z.literal("ready"),
    system: z.boolean(),
  })
  .meta({ id: "Group" });

export function wireGroup(record: GroupRecord): z.output<typeof group> {
  return {
    uuid: record.uuid,
    name: record.name,
    query: record.query,
    count: record.count,
    // Members are kept with every write, so a group is never being computed.
    status: "ready",
    system: false,
  };
}

const body = namedBody("GroupWrite");

const target = z.string().optional().meta({ description: "The group to change; left out: a new one is made." });

export const groupRoutes: readonly Route[] = [
  {
    method: "GET",
    endpoint: "groups",
    summary: "Groups, the newest first",
    roles: EDITORS,
    query: namedFilters("group"),
    answers: { 200: pageSchema(group, "GroupPage") },
    work: listing({
      plan: planNamed,
      ask: (account, query) => account.groups(query),
      vouches: false,
      show: (page) => ({ page, wire: wireGroup }),
    }),
  },
  {
    method: "POST",
    endpoint: "groups",
    summary: "Make a static group, or rename one",
    roles: EDITORS,
    query: z.object({ uuid: target }),
    body,
    answers: { 200: group, 201: group },
    work: { kind: "write", plan: planNamedWrite("group") },
  },
  {
    method: "DELETE",
    endpoint: "groups",
    summary: "Delete a group; its members stay",
    roles: EDITORS,
    query: z.object({ uuid: z.string().meta({ description: "The group to delete." }) }),
    answers: { 204: null },
    work: { kind: "write", plan: planNamedDelete("group") },
  },
];
