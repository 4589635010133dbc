/**
 * Why a line was refused, and how a refusal leaves the transaction: as a throw, because nothing of the chunk may stay.
 */
import type * as z from "zod";

export interface Fault {
  /** The member at fault, dotted where it is nested; empty when it is the line as a whole. */
  readonly field: string;
  readonly detail: string;
}

export class Refusal extends Error {
  readonly fault: Fault;
  constructor(field: string, detail: string) {
    super(detail);
    this.fault = { field, detail };
  }
}

/** The first issue of a shape, as a fault. Pure. */
export function faultOfShape(kind: string, error: z.ZodError): Fault {
  const [issue] = error.issues;
  const path = issue?.path.map(String) ?? [];
  if (issue?.code === "unrecognized_keys") {
    const field = [...path, ...issue.keys.slice(0, 1)].join(".");
    return { field, detail: `The store keeps no "${field}" in a line of ${kind}: take it out.` };
  }
  const field = path.join(".");
  return {
    field,
    detail: `"${field}" of ${kind} is not what the import format asks for: ${issue?.message ?? "invalid"}.`,
  };
}

/** SQLite names the unique column that a row ran into; any other failure is ours and stays a throw. Pure. */
export function faultOfConstraint(message: string): Fault | null {
  const column = /UNIQUE constraint failed: \w+\.(\w+)/.exec(message)?.[1];
  if (column === undefined) return null;
  const field = column.replace("_folded", "");
  return { field, detail: `Another object of this account already has this "${field}": give each its own.` };
}
