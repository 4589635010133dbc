import * as z from "zod";
import { VALUE_TYPE_LETTERS } from "../changes/value-types-are-letters.ts";
import type { DescribedOperation } from "./operation.ts";
import { page, pageOf, single } from "./parts.ts";

const letter = z.enum(VALUE_TYPE_LETTERS).meta({
  description: "Text, numeric, datetime, state, district (I), ward.",
});

const field = z.object({ key: z.string(), label: z.string(), value_type: letter }).meta({ id: "Field" });

export const fields: readonly DescribedOperation[] = [
  {
    method: "GET",
    summary: "Contact fields",
    query: z.object({ key: single("A key, or part of one when no field has it as a whole."), ...page }),
    answers: { 200: pageOf("Field", field) },
    successor: "GET /fields",
    migration: "Ask for the whole key, and read the type as a word.",
  },
  {
    method: "POST",
    summary: "Create a field, or update the one that has the key",
    query: z.object({}),
    body: z.object({
      label: z.string().max(36),
      value_type: letter,
      key: z.string().max(36).nullish().meta({ description: "Made from the label when left out." }),
    }),
    answers: { 201: field },
    successor: "POST /fields",
    migration: "Update with `?key=` and create without it; write the type as a word.",
  },
];
