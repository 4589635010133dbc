import * as z from "zod";
import type { DescribedOperation } from "./operation.ts";
import { uuid } from "./parts.ts";
import { run } from "./runs.ts";

const moment = z.string().meta({ format: "date-time", example: "2016-02-01T00:00:00.000Z" });

const step = z.looseObject({
  node: uuid,
  arrived_on: moment,
  rule: z
    .looseObject({
      category: z.string(),
      value: z.union([z.string(), z.number()]).optional(),
      text: z.string().optional(),
    })
    .nullish()
    .meta({ description: "What was answered, at a node that asks." }),
});

const body = z.object({
  flow: uuid,
  contact: uuid,
  revision: z.int().optional(),
  started: moment.meta({ description: "With flow and contact it says which run this is." }),
  completed: z.union([z.boolean(), z.literal([0, 1])]).optional(),
  steps: z.array(step).max(1_000),
  submitted_by: z.string().max(200).nullish(),
});

export const steps: readonly DescribedOperation[] = [
  {
    method: "POST",
    summary: "Send an interview that was held offline, or what came after it was sent last",
    description: "Sent again as it was, it changes nothing. What a step says the flow did is not carried out.",
    query: z.object({}),
    body,
    answers: { 201: run },
    successor: null,
    migration: "v2 takes no runs that were made elsewhere: keep results as fields of the contact.",
  },
];
