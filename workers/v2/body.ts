/**
 * A body's fields, each read on its own, so that the ones that passed can still be checked against the
 * account when another failed: the contract names all failing fields at once.
 */
import * as z from "zod";
import type { FieldErrors } from "./refusal.ts";

export type Body = Readonly<Record<string, unknown>>;

export interface FieldsRead<T> {
  readonly passed: Partial<T>;
  readonly errors: FieldErrors;
}

export function readFields<S extends z.core.$ZodShape>(
  schema: z.ZodObject<S>,
  body: Body,
): FieldsRead<z.output<z.ZodObject<S>>> {
  const passed: Record<string, unknown> = {};
  const errors: Record<string, string[]> = {};
  for (const [name, field] of Object.entries(schema.shape)) {
    if (!Object.hasOwn(body, name)) {
      if (field._zod.optin === undefined) errors[name] = [REQUIRED];
      continue;
    }
    const result = z.safeParse(field, body[name], { error: sentence });
    if (result.success) passed[name] = result.data;
    else errors[name] = [result.error.issues[0]?.message ?? INVALID];
  }
  return { passed: passed as Partial<z.output<z.ZodObject<S>>>, errors };
}

/** True when every field passed, and with it the type of all of them. */
export function allPassed<T>(read: FieldsRead<T>): read is FieldsRead<T> & { readonly passed: T } {
  return Object.keys(read.errors).length === 0;
}

const REQUIRED = "This field is required.";
const NULL = "This field may not be null.";
const INVALID = "This value is not valid.";

/** The framework's standard sentences, which clients of this API have seen for years (contract 0.3). */
export function sentence(issue: z.core.$ZodRawIssue): string {
  if (issue.input === null) return NULL;
  switch (issue.code) {
    case "invalid_type":
      return ofType(issue.expected);
    case "too_big":
      return `Ensure this field has no more than ${issue.maximum} ${issue.origin === "string" ? "characters" : "elements"}.`;
    case "too_small":
      return `Ensure this field has at least ${issue.minimum} ${issue.origin === "string" ? "characters" : "elements"}.`;
    case "invalid_value":
      return `"${named(issue.input)}" is not a valid choice.`;
    case "invalid_union":
      return "A value is a string, a number or null.";
    default:
      return INVALID;
  }
}

function ofType(expected: string): string {
  switch (expected) {
    case "string":
      return "Not a valid string.";
    case "array":
      return "Expected a list of items.";
    case "record":
    case "object":
      return "Expected an object of keys and values.";
    default:
      return INVALID;
  }
}

/** Characters of a refused value that a sentence repeats: it is there to be recognised, not to be echoed. */
const NAMED = 100;

export function named(value: unknown): string {
  // Lists and objects are not written out: one nested deeply enough would overflow the stack.
  const text = typeof value === "object" && value !== null ? (Array.isArray(value) ? "[…]" : "{…}") : String(value);
  const characters = Array.from(text.slice(0, NAMED * 2));
  return characters.length > NAMED ? `${characters.slice(0, NAMED).join("")}…` : characters.join("");
}
