/**
 * `fields`: what an account notes about its contacts. Answers carry each attribute under both its names,
 * and bodies may use either pair: clients of 2017 know `label` and `value_type`, newer ones `name` and `type`.
 */
import * as z from "zod";
import type { FieldQuery, PageQuery } from "../../../contracts/account.ts";
import type { FieldRecord, ValueType } from "../../../contracts/records.ts";
import { type Body, readFields } from "../body.ts";
import { type ListPlan, listing } from "../listing.ts";
import { cursorParameter, pageSchema } from "../page.ts";
import type { Query } from "../query.ts";
import { EVERYONE, type Plan, type Route } from "../route.ts";
import { keyOf, label } from "./label.ts";

const valueType = z.enum(["text", "numeric", "datetime", "state", "district", "ward"]);
/** The newer pair's word for `numeric` is `number`. */
const newType = z.enum(["text", "number", "datetime", "state", "district", "ward"]);

const field = z
  .object({
    key: z.string().meta({ description: "Made from the first label; never changes.", example: "nick_name" }),
    label: z.string(),
    value_type: valueType,
    name: z.string().meta({ description: "The same as `label`." }),
    type: newType.meta({ description: "The same as `value_type`, with `number` for `numeric`." }),
  })
  .meta({ id: "Field" });

export function wireField(record: FieldRecord): z.output<typeof field> {
  const { key, label: name, valueType: type } = record;
  return { key, label: name, value_type: type, name, type: type === "numeric" ? "number" : type };
}

const oldPair = z.object({ label, value_type: valueType }).meta({ id: "FieldWrite" });
const newPair = z.object({ name: label, type: newType }).meta({ id: "FieldWriteByName" });

interface FieldBody {
  readonly label: string | undefined;
  readonly valueType: ValueType | undefined;
  readonly errors: Readonly<Record<string, readonly string[]>>;
  /** What the body calls the label. */
  readonly labelled: "label" | "name";
}

/** The newer pair counts only where nothing of the older one is there: an object read before may be sent back whole. */
function readField(body: Body): FieldBody {
  const has = (name: string): boolean => Object.hasOwn(body, name);
  if (!has("label") && !has("value_type") && (has("name") || has("type"))) {
    const { passed, errors } = readFields(newPair, body);
    const type = passed.type === "number" ? "numeric" : passed.type;
    return { label: passed.name, valueType: type, errors, labelled: "name" };
  }
  const { passed, errors } = readFields(oldPair, body);
  return { label: passed.label, valueType: passed.value_type, errors, labelled: "label" };
}

export function planFieldWrite(query: Query, body: Body): Plan {
  const read = readField(body);
  const { key } = query;
  const names = { label: read.labelled, key: read.labelled };
  const command = (text: string, type: ValueType) =>
    key === undefined
      ? ({ do: "field.create", key: keyOf(text), label: text, valueType: type } as const)
      : ({ do: "field.update", key, label: text, valueType: type } as const);
  if (read.label !== undefined && read.valueType !== undefined) {
    return { kind: "command", command: command(read.label, read.valueType), names };
  }
  // Nothing can be asked of the account about a new field without its label.
  const probe =
    read.label === undefined && key === undefined ? null : command(read.label ?? "-", read.valueType ?? "text");
  return { kind: "invalid", errors: read.errors, probe, names };
}

export function planFields({ key }: Query, page: PageQuery): ListPlan<FieldQuery> {
  return { kind: "ask", query: { ...page, ...(key === undefined ? {} : { key }) } };
}

export const fieldRoutes: readonly Route[] = [
  {
    method: "GET",
    endpoint: "fields",
    summary: "Contact fields, the newest first",
    roles: EVERYONE,
    query: z.object({ key: z.string().optional().meta({ description: "The exact key." }), cursor: cursorParameter }),
    answers: { 200: pageSchema(field, "FieldPage") },
    work: listing({
      plan: planFields,
      ask: (account, query) => account.fields(query),
      vouches: false,
      show: (page) => ({ page, wire: wireField }),
    }),
  },
  {
    method: "POST",
    endpoint: "fields",
    summary: "Make a contact field, or change one",
    roles: EVERYONE,
    query: z.object({
      key: z.string().optional().meta({ description: "The field to change; left out: a new one is made." }),
    }),
    body: z.union([oldPair, newPair]),
    answers: { 200: field, 201: field },
    work: { kind: "write", plan: planFieldWrite },
  },
];
