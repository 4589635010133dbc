import * as z from "zod";
import type { DescribedOperation } from "./operation.ts";
import { between, flag, instant, page, pageOf, repeated, uuid } from "./parts.ts";

const ruleset = z.object({
  node: uuid,
  label: z.string(),
  response_type: z
    .enum(["C", "O", "M", "K", "R"])
    .meta({ description: "Categorised, open, menu, keypad or recording; made from the type and the categories." }),
  ruleset_type: z.string().meta({ example: "wait_message" }),
  id: z.int().meta({ deprecated: true }),
});

const flow = z
  .object({
    uuid,
    name: z.string(),
    archived: z.boolean(),
    labels: z.array(z.string()).meta({ description: "Names." }),
    runs: z.int().meta({ description: "All of them." }),
    completed_runs: z.int(),
    participants: z.null(),
    expires: z.int().meta({ description: "Minutes without an answer after which a run expires." }),
    rulesets: z.array(ruleset),
    created_on: instant,
    flow: z.int().meta({ deprecated: true, description: "Its integer twin." }),
  })
  .meta({ id: "Flow" });

export const flows: readonly DescribedOperation[] = [
  {
    method: "GET",
    summary: "Flows",
    query: z.object({
      uuid: repeated("UUIDs."),
      flow: repeated("Integer twins.").meta({ deprecated: true }),
      archived: flag("Only archived ones; anything else: only the others."),
      label: repeated("Names of labels, exactly."),
      type: repeated("Letters: F or M messages, V voice, S survey, U USSD, B background."),
      ...between("created_on"),
      ...page,
    }),
    answers: { 200: pageOf("Flow", flow) },
    successor: "GET /flows",
    migration: "Read `runs` as numbers by state, `results` instead of `rulesets`, and `labels` as references.",
  },
];
