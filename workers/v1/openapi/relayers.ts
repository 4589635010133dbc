import * as z from "zod";
import type { DescribedOperation } from "./operation.ts";
import { between, detail, instant, page, pageOf, split } from "./parts.ts";

const relayer = z
  .object({
    relayer: z.int(),
    phone: z.string().nullable().meta({ description: "Its address, whatever it is." }),
    name: z.string().nullable(),
    country: z.string().nullable().meta({ description: "ISO 3166-1 alpha-2." }),
    last_seen: instant.nullable(),
    power_level: z.int().meta({ description: "Per cent; -1 for what is no telephone." }),
    power_status: z.string().nullable(),
    power_source: z.string().nullable(),
    network_type: z.string().nullable(),
    pending_message_count: z.int().meta({ description: "What waits to be sent through it." }),
  })
  .meta({ id: "Relayer" });

const filters = {
  relayer: split("Integers."),
  phone: split("Addresses."),
  country: split("ISO 3166-1 alpha-2, in any case."),
  ...between("last_seen"),
};

export const relayers: readonly DescribedOperation[] = [
  {
    method: "GET",
    summary: "Channels, the last seen first",
    query: z.object({ ...filters, ...page }),
    answers: { 200: pageOf("Relayer", relayer) },
    successor: "GET /channels",
    migration: "Read the list of channels, keep UUIDs, and look for the telephone's state in `device`.",
  },
  {
    method: "POST",
    summary: "Claim a telephone",
    description: "No telephone announces itself to this installation: every code is refused as unknown.",
    query: z.object({}),
    body: z.object({
      claim_code: z.string().max(16),
      phone: z.string().max(16),
      name: z.string().max(64).nullish(),
    }),
    answers: {},
    successor: null,
    migration: "Have the channel imported by your operator.",
  },
  {
    method: "DELETE",
    summary: "Give up every channel that the filters find",
    description: "Without any filter it is refused. Messages and calls go on to name the channel.",
    query: z.object(filters),
    answers: { 204: null },
    refuses: { 400: detail },
    successor: null,
    migration: "Have the channel removed by your operator.",
  },
];
