/**
 * The operations that an OpenAPI document describes, by the name that usage has for them: `GET /contacts`. Pure. Two
 * extensions of an operation say where its clients go: `x-successor-operation`, the successor's operation or null for
 * none, and `x-migration`, a sentence on what else to change.
 */
import * as z from "zod";
import { operationPath } from "../../router/lifecycle/operation.ts";

export interface DocumentedOperation {
  /** As usage names it. */
  readonly name: string;
  /** What the document says of the successor: an operation's name, null for none; undefined: it says nothing. */
  readonly successor: string | null | undefined;
  readonly migration: string | null;
}

export type Operations = ReadonlyMap<string, DocumentedOperation>;

const METHODS = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"]);

const Operation = z.object({
  "x-successor-operation": z.string().nullable().optional().catch(undefined),
  "x-migration": z.string().nullable().catch(null),
});

const Document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

/** Null: this is no OpenAPI document. */
export function operationsOf(document: unknown): Operations | null {
  const read = Document.safeParse(document);
  if (!read.success) return null;
  const found = new Map<string, DocumentedOperation>();
  for (const [path, item] of Object.entries(read.data.paths)) {
    for (const [method, described] of Object.entries(item)) {
      const operation = METHODS.has(method) ? Operation.safeParse(described) : null;
      if (operation?.success !== true) continue;
      const name = operationName(`${method} ${path}`);
      const { "x-successor-operation": successor, "x-migration": migration } = operation.data;
      found.set(name, { name, successor: successor == null ? successor : operationName(successor), migration });
    }
  }
  return found;
}

/**
 * The one spelling of an operation: `get /things/{uuid}.json` and `GET /things/:id` are `GET /things/{}`; what a HEAD
 * asks for is its GET. Names of parameters are each document's own affair.
 */
export function operationName(text: string): string {
  const [method = "", path] = text.trim().split(/\s+/, 2);
  const wanted = method.toUpperCase() === "HEAD" ? "GET" : method.toUpperCase();
  if (path === undefined) return wanted;
  const plain = operationPath(path.startsWith("/") ? path : `/${path}`);
  return `${wanted} ${plain.replaceAll(/\{[^/}]*\}|(?<=\/):[^/]+/g, "{}")}`;
}
