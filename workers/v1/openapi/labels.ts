import * as z from "zod";
import type { DescribedOperation } from "./operation.ts";
import { page, pageOf, repeated, single, uuid } from "./parts.ts";

const label = z
  .object({ uuid, name: z.string(), count: z.int().meta({ description: "Visible messages with this label." }) })
  .meta({ id: "Label" });

export const labels: readonly DescribedOperation[] = [
  {
    method: "GET",
    summary: "Labels of messages",
    query: z.object({ uuid: repeated("UUIDs."), name: single("Part of the name, in any case."), ...page }),
    answers: { 200: pageOf("Label", label) },
    successor: "GET /labels",
    migration: "Read the whole list, which is short, or ask for one `uuid` or the whole `name`.",
  },
  {
    method: "POST",
    summary: "Make a label, or rename the one with the UUID",
    query: z.object({}),
    body: z.object({
      name: z.string().min(1).max(64).meta({ description: "Unique in the account, whatever the case." }),
      uuid: z.string().optional().meta({ description: "Of the label to rename; without one it is created." }),
    }),
    answers: { 201: label },
    successor: "POST /labels",
    migration: "Name the label to rename by `?uuid=`, and look for a name that is taken under `name`.",
  },
];
