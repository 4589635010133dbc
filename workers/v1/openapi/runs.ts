import * as z from "zod";
import type { DescribedOperation } from "./operation.ts";
import { between, instant, page, pageOf, split, uuid } from "./parts.ts";

const answer = z.union([z.string(), z.number()]).nullable();

const value = z.object({
  node: uuid.nullable(),
  label: z.string().nullable(),
  category: z.string().nullable(),
  text: z.string().nullable().meta({ description: "The words of the answer." }),
  value: answer,
  rule_value: answer,
  time: instant.nullable(),
});

const step = z.object({
  type: z.enum(["A", "R"]).meta({ description: "A sends, R asks." }),
  node: uuid.nullable(),
  arrived_on: instant.nullable(),
  left_on: instant.nullable(),
  text: z.string().nullable(),
  value: answer,
});

export const run = z
  .object({
    run: z.int(),
    flow_uuid: uuid,
    flow: z.int().meta({ deprecated: true, description: "The integer twin of the flow." }),
    contact: uuid,
    completed: z.boolean(),
    values: z.array(value).meta({ description: "The answers of all visits." }),
    steps: z.array(step),
    created_on: instant,
    modified_on: instant,
    expires_on: instant.nullable(),
    expired_on: instant.nullable(),
  })
  .meta({ id: "Run" });

const one = (description: string) =>
  z
    .union([z.array(z.string()), z.string()])
    .optional()
    .meta({ description });

const body = z.object({
  flow_uuid: uuid.optional().meta({ description: "Of a flow that is not archived." }),
  flow: z.int().optional().meta({ deprecated: true, description: "Its integer twin, instead of `flow_uuid`." }),
  contacts: one("UUIDs."),
  groups: one("UUIDs. All of their members are started."),
  extra: z.record(z.string(), z.string()).optional(),
  restart_participants: z
    .union([z.boolean(), z.literal([0, 1])])
    .optional()
    .meta({ description: "False: contacts that have been in the flow are left out. True unless given." }),
  contact: one("The older name of `contacts`.").meta({ deprecated: true }),
  phone: one("Telephone numbers, instead of `contacts`; unknown ones make a contact.").meta({ deprecated: true }),
});

export const runs: readonly DescribedOperation[] = [
  {
    method: "GET",
    summary: "Runs",
    query: z.object({
      run: split("Numbers."),
      flow_uuid: split("UUIDs of flows."),
      flow: split("Integer twins of flows.").meta({ deprecated: true }),
      contact: split("UUIDs of contacts."),
      phone: split("Numbers, as they stand after `tel:`.").meta({ deprecated: true }),
      group_uuids: split("Whose contact is in any of these groups."),
      group: split("Whose contact is in any of the groups with these names.").meta({ deprecated: true }),
      ...between("modified_on"),
      ...page,
    }),
    answers: { 200: pageOf("Run", run) },
    successor: "GET /runs",
    migration: "Ask for one `flow` or `contact` at a time, and read `values` by key, `path` and `exit_type`.",
  },
  {
    method: "POST",
    summary: "Start contacts in a flow, and answer the runs",
    description: "At most 250 contacts at once, members of groups included. All of them, or none.",
    query: z.object({}),
    body,
    answers: { 201: z.array(run) },
    successor: "POST /flow_starts",
    migration:
      "Keep the `uuid` of the start, wait for its `status` complete, and read the flow's runs with that `start`.",
  },
];
