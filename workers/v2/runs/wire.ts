/** A run on the wire: the attributes of the first clients, and those that only newer ones read. Pure. */
import * as z from "zod";
import type { RunRecord } from "../../../contracts/flows.ts";
import type { Micros } from "../../../contracts/records.ts";
import { filterInstant, wireInstant } from "../wire/datetime.ts";
import { instant, reference, uuid } from "../wire/schemas.ts";

const step = z.object({ node: z.string().nullable(), time: instant.nullable() });

const value = z.object({
  name: z.string().nullable(),
  value: z.union([z.string(), z.number()]).nullable().meta({ description: "A number where it is one." }),
  category: z.string().nullable(),
  node: z.string().nullable(),
  time: instant.nullable(),
});

export const run = z
  .object({
    id: z.int(),
    uuid,
    flow: reference,
    contact: reference,
    start: z.object({ uuid }).nullable().meta({ description: "The flow start that made it." }),
    responded: z.boolean(),
    path: z.array(step),
    values: z.record(z.string(), value).meta({ description: "By the result's key; the last visit counts." }),
    created_on: instant,
    modified_on: instant,
    exited_on: instant.nullable(),
    exit_type: z.enum(["completed", "interrupted", "expired"]).nullable().meta({ description: "Null: it goes on." }),
  })
  .meta({ id: "Run" });

type Value = z.output<typeof value>;

export function wireRun(record: RunRecord, withPath: boolean): z.output<typeof run> {
  const path = withPath ? listOf(JSON.parse(record.path)) : [];
  return {
    id: record.id,
    uuid: record.uuid,
    flow: { uuid: record.flow.uuid, name: record.flow.name },
    contact: { uuid: record.contact.uuid, name: record.contact.name },
    start: record.start === null ? null : { uuid: record.start },
    responded: record.responded,
    path: path.map(objectOf).map(({ node, time }) => ({ node: textOrNull(node), time: timeOrNull(time) })),
    values: Object.fromEntries(
      Object.entries(objectOf(JSON.parse(record.results))).map(([key, result]) => [key, wireResult(result)]),
    ),
    created_on: wireInstant(record.createdOn),
    modified_on: wireInstant(record.modifiedOn),
    exited_on: instantOrNull(record.exitedOn),
    exit_type: record.exitType,
  };
}

/** Imports bring whatever the flow engine of their time wrote: nothing but JSON is taken for granted. */
function wireResult(result: unknown): Value {
  const given = objectOf(result);
  return {
    name: textOrNull(given["name"]),
    value: numberOrText(given["value"]),
    category: textOrNull(given["category"]),
    node: textOrNull(given["node"]),
    time: timeOrNull(given["time"]),
  };
}

function listOf(given: unknown): readonly unknown[] {
  return Array.isArray(given) ? given : [];
}

function objectOf(given: unknown): Readonly<Record<string, unknown>> {
  return typeof given === "object" && given !== null ? (given as Record<string, unknown>) : {};
}

const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** A number that a float would change, such as an identity number, stays text. */
function numberOrText(given: unknown): string | number | null {
  if (typeof given === "number") return given;
  if (typeof given !== "string") return null;
  const digits = given.replace(/\D/g, "").length;
  return NUMBER.test(given) && digits <= 15 ? Number(given) : given;
}

function textOrNull(given: unknown): string | null {
  return typeof given === "string" ? given : null;
}

function timeOrNull(given: unknown): string | null {
  if (typeof given !== "string") return null;
  const micros = filterInstant(given);
  if (micros !== null) return wireInstant(micros);
  const millis = Date.parse(given);
  return Number.isNaN(millis) ? null : wireInstant(millis * 1000);
}

function instantOrNull(micros: Micros | null): string | null {
  return micros === null ? null : wireInstant(micros);
}
