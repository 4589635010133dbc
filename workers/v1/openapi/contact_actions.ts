import * as z from "zod";
import type { DescribedOperation } from "./operation.ts";
import { uuid } from "./parts.ts";

const body = z.object({
  contacts: z.union([z.array(uuid).max(100), uuid]).meta({ description: "UUIDs." }),
  action: z.enum(["add", "remove", "block", "unblock", "expire", "archive", "delete"]),
  group: z
    .string()
    .max(64)
    .optional()
    .meta({ description: "For add and remove: the name of a group that is not dynamic, in any case." }),
  group_uuid: uuid.optional().meta({ description: "Instead of `group`." }),
});

export const contactActions: readonly DescribedOperation[] = [
  {
    method: "POST",
    summary: "Do one thing to up to 100 contacts",
    description: "All of them or none.",
    query: z.object({}),
    body,
    answers: { 204: null },
    successor: "POST /contact_actions",
    migration: "Send a list of `contacts` and a `group`, and `interrupt` instead of `expire`.",
  },
];
