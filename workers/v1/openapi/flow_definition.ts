import * as z from "zod";
import type { DescribedOperation } from "./operation.ts";
import { instant, single, uuid } from "./parts.ts";

const parts = {
  version: z.int().meta({ description: "Of the form." }),
  base_language: z.string().nullable(),
  flow_type: z.string().meta({ description: "F or M messages, V voice, S survey, U USSD, B background." }),
  action_sets: z.array(z.unknown()).meta({ description: "Empty where the flow was imported and not saved since." }),
  rule_sets: z.array(z.looseObject({ uuid, label: z.string().optional(), ruleset_type: z.string().optional() })),
  entry: z.string().nullable().meta({ description: "The node where the flow begins." }),
};

const definition = z
  .object({
    metadata: z
      .looseObject({ uuid, name: z.string(), expires: z.int(), revision: z.int(), saved_on: instant })
      .meta({ description: "And what else it was saved with." }),
    ...parts,
  })
  .meta({ id: "FlowDefinition" });

const body = z.object({
  metadata: z.looseObject({
    uuid: uuid.nullish().meta({ description: "Of the flow to update; without one it is created." }),
    name: z.string().max(64),
    expires: z.int().optional().meta({ description: "Minutes. As it was when left out; a week for a new flow." }),
  }),
  version: parts.version,
  base_language: parts.base_language.optional(),
  flow_type: parts.flow_type.optional(),
  action_sets: parts.action_sets.optional(),
  rule_sets: parts.rule_sets.max(1_000).optional(),
  entry: parts.entry.optional(),
});

const nothing = z.object({ error: z.string() }).meta({ id: "NoSuchFlow" });

export const flowDefinition: readonly DescribedOperation[] = [
  {
    method: "GET",
    summary: "A flow as it was saved",
    query: z.object({ uuid: single("Of the flow.") }),
    answers: { 200: definition },
    refuses: { 400: nothing },
    successor: "GET /definitions",
    migration: "Ask for `definitions.json?flow=UUID&dependencies=none` and read `flows[0]`; it has no action sets.",
  },
  {
    method: "POST",
    summary: "Save a flow: a new one, or the one that `metadata.uuid` names",
    query: z.object({}),
    body,
    answers: { 201: definition },
    successor: null,
    migration: "v2 writes no flows: let your operator import them.",
  },
];
