import * as z from "zod";
import type { DescribedOperation } from "./operation.ts";
import { page, pageOf, repeated, single, uuid } from "./parts.ts";

const group = z
  .object({
    group: z.int().meta({ deprecated: true, description: "Its integer twin." }),
    uuid,
    name: z.string(),
    size: z.int().meta({ description: "How many contacts it has." }),
  })
  .meta({ id: "Group" });

export const groups: readonly DescribedOperation[] = [
  {
    method: "GET",
    summary: "Groups of contacts",
    query: z.object({ uuid: repeated("UUIDs."), name: single("Part of the name, in any case."), ...page }),
    answers: { 200: pageOf("Group", group) },
    successor: "GET /groups",
    migration: "Follow `next` instead of counting pages, and read `count` where v1 says `size`.",
  },
];
