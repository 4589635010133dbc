/**
 * What a request gives, read by the schemas of its row: every fault of the path, the query and the body is named at
 * once, and a name that nobody knows is a fault too, because an operator's typo must not pass for a wish.
 */
import * as z from "zod";
import type { Fault } from "./refusal.ts";

export type Read = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly faults: Fault[] };

/** `where` is the part of the request that is read, for its faults. */
export function read(schema: z.ZodType, value: unknown, where: Fault["in"]): Read {
  const result = z.safeParse(memberFor(schema, value), value, { error: sentence });
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, faults: result.error.issues.flatMap((issue) => faultsOf(issue, where)) };
}

/** A parameter given twice has no meaning that everybody would guess. */
export function readQuery(schema: z.ZodType, parameters: URLSearchParams): Read {
  const names = [...new Set(parameters.keys())];
  const twice = names.filter((name) => parameters.getAll(name).length > 1);
  const result = read(schema, Object.fromEntries(parameters), "query");
  if (twice.length === 0) return result;
  const faults = twice.map((name): Fault => ({ in: "query", field: shortened(name), detail: "Give it once." }));
  return { ok: false, faults: result.ok ? faults : [...faults, ...result.faults] };
}

/** Of alternatives the one that knows most of the names given: its faults are those that the sender can mend. */
function memberFor(schema: z.ZodType, value: unknown): z.ZodType {
  if (!(schema instanceof z.ZodUnion) || typeof value !== "object" || value === null) return schema;
  const members = schema.options.filter((option) => option instanceof z.ZodObject);
  const known = (member: z.ZodObject) => Object.keys(value).filter((name) => Object.hasOwn(member.shape, name)).length;
  return members.toSorted((a, b) => known(b) - known(a))[0] ?? schema;
}

function faultsOf(issue: z.core.$ZodIssue, where: Fault["in"]): Fault[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ in: where, field: field([...issue.path, key]), detail: UNKNOWN }));
  }
  return [{ in: where, field: field(issue.path), detail: issue.message }];
}

function field(path: readonly PropertyKey[]): string {
  return shortened(path.map(String).join("."));
}

/** Characters of a name that an answer repeats: it is there to be recognised, not to be echoed. */
const NAMED = 64;

function shortened(name: string): string {
  return name.length > NAMED ? `${name.slice(0, NAMED)}…` : name;
}

const UNKNOWN = "There is no such field here. Take it out, or correct its name.";
const INVALID = "This value is not valid.";

/** Sentences that say what to give instead. Those that a schema has itself come first. */
function sentence(issue: z.core.$ZodRawIssue): string {
  if (issue.input === undefined) return "Give it: it is required.";
  switch (issue.code) {
    case "invalid_type":
      return TYPES[issue.expected] ?? INVALID;
    case "too_big":
      return `Give at most ${amount(issue.maximum, issue.origin)}.`;
    case "too_small":
      return `Give at least ${amount(issue.minimum, issue.origin)}.`;
    case "invalid_value":
      return `Give ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}.`;
    default:
      return INVALID;
  }
}

function amount(bound: number | bigint, origin: string): string {
  const unit = UNITS[origin];
  if (unit === undefined) return String(bound);
  return `${bound} ${Number(bound) === 1 ? unit.slice(0, -1) : unit}`;
}

const UNITS: Readonly<Record<string, string>> = { string: "characters", array: "items" };

const TYPES: Readonly<Record<string, string>> = {
  string: "Give a string.",
  number: "Give a number.",
  int: "Give a whole number.",
  boolean: "Give true or false.",
  array: "Give a list.",
  object: "Give an object.",
};
