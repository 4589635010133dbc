/** `groups`: named sets of contacts. Those made over the API are static: they have no query. */
import * as z from "zod";
import type { GroupQuery, PageQuery } from "../../../contracts/account.ts";
import type { GroupRecord } from "../../../contracts/records.ts";
import { allPassed, readFields } from "../body.ts";
import { type ListPlan, listing } from "../listing.ts";
import { cursorParameter, pageSchema } from "../page.ts";
import { type Query, sent } from "../query.ts";
import { EDITORS, type Plan, type Route } from "../route.ts";
import { objectName } from "../text.ts";
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

const body = z.object({ name: objectName }).meta({ id: "GroupWrite" });

const target = z.string().optional().meta({ description: "The group to change; left out: a new one is made." });

export function planGroups(query: Query, page: PageQuery): ListPlan<GroupQuery> {
  if (sent(query, ["uuid", "name"]).length > 1) {
    return { kind: "refused", refusal: { why: "query", sentence: "Filter by uuid or by name, not by both." } };
  }
  const { uuid: byUuid, name } = query;
  return {
    kind: "ask",
    query: { ...page, ...(byUuid === undefined ? {} : { uuid: byUuid }), ...(name === undefined ? {} : { name }) },
  };
}

export function planGroupWrite(query: Query, sentBody: Readonly<Record<string, unknown>>): Plan {
  const read = readFields(body, sentBody);
  const { uuid: of } = query;
  if (allPassed(read)) {
    const { name } = read.passed;
    return {
      kind: "command",
      command: of === undefined ? { do: "group.create", name } : { do: "group.update", uuid: of, name },
    };
  }
  // The name is all there is to check of a new group; of another one it matters whether it is there.
  const probe = of === undefined ? null : ({ do: "group.update", uuid: of, name: "-" } as const);
  return { kind: "invalid", errors: read.errors, probe };
}

export const groupRoutes: readonly Route[] = [
  {
    method: "GET",
    endpoint: "groups",
    summary: "Groups, the newest first",
    roles: EDITORS,
    query: z.object({
      uuid: z.string().optional().meta({ description: "One group. Not together with `name`." }),
      name: z.string().optional().meta({ description: "The exact name, in any case." }),
      cursor: cursorParameter,
    }),
    answers: { 200: pageSchema(group, "GroupPage") },
    work: listing({
      plan: planGroups,
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
    work: { kind: "write", plan: planGroupWrite },
  },
  {
    method: "DELETE",
    endpoint: "groups",
    summary: "Delete a group; its members stay",
    roles: EDITORS,
    query: z.object({ uuid: z.string().meta({ description: "The group to delete." }) }),
    answers: { 204: null },
    work: {
      kind: "write",
      plan: ({ uuid: of }) =>
        of === undefined
          ? { kind: "refused", refusal: { why: "query", sentence: "Say which group to delete: ?uuid=…" } }
          : { kind: "command", command: { do: "group.delete", uuid: of } },
    },
  },
];
