/**
 * One row of the route table: what is true of an operation, from its documentation to its handler. Dispatch, `Allow`,
 * validation and the API document are all made from the rows, so that none can say something else than another.
 */
import * as z from "zod";
import type { By } from "../identity/directory.ts";
import type { Env } from "./env.ts";
import type { Outcome } from "./outcome.ts";
import { PARAMETERS, type ParameterName } from "./parameters.ts";
import type { Told } from "./told.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** What a handler knows of a request beside what the request gives it. */
export interface Asked {
  readonly request: Request;
  readonly told: Told;
  readonly env: Env;
  /** Milliseconds; the one clock reading of the request. */
  readonly now: number;
  /** Who asks and why, for the audit log. */
  readonly by: By;
  /** The URL of this page with other query parameters: for links to the next one. */
  readonly link: (query: Readonly<Record<string, string>>) => string;
}

/** The path's parameters, the query's and the body's members, all of them valid. */
export interface Given<Q = unknown, B = unknown> {
  readonly path: Readonly<Record<string, string>>;
  readonly query: Q;
  readonly body: B;
}

/** Refusals that a row adds to those that follow from its shape: the body, the account, the query. */
export type Also = 404 | 409 | 413 | 503 | 507;

export interface Route {
  readonly method: Method;
  /** As OpenAPI writes it: `/admin/accounts/{account}`. */
  readonly path: string;
  /** Names it in the API document: unique, snake_case. */
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters: z.ZodObject;
  readonly query: z.ZodObject;
  /** Left out: a body is not looked at, or (`stream`) is the handler's to read. */
  readonly body?: z.ZodType;
  readonly stream?: { readonly takes?: string; readonly gives?: string };
  /** What it answers when it works, by status; null: without a body. */
  readonly answers: Readonly<Partial<Record<200 | 201 | 204, z.ZodType | null>>>;
  readonly also?: readonly Also[];
  /** `document`: the API document itself, which is made from the table that this row is part of. */
  readonly work: ((asked: Asked, given: Given) => Promise<Outcome>) | "document";
}

type Names<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;

interface Row<Path extends string, Q extends z.core.$ZodLooseShape, B> extends Omit<
  Route,
  "path" | "parameters" | "query" | "body" | "work"
> {
  readonly path: Names<Path> extends ParameterName ? Path : never;
  readonly query?: Q;
  readonly body?: z.ZodType<B>;
  readonly work: (
    asked: Asked,
    given: {
      readonly path: Readonly<Record<Names<Path>, string>>;
      readonly query: z.output<z.ZodObject<Q>>;
      readonly body: B;
    },
  ) => Promise<Outcome> | Outcome;
}

/** Characters: a sentence and a link to a ticket. */
export const REASON_LENGTH = 500;

const reason = z
  .string()
  .max(REASON_LENGTH)
  .optional()
  .meta({ description: "Why, for the audit log.", example: "asked for in ticket 4711" });

/** A row whose handler sees exactly what the row declares. Every change takes a reason. */
export function route<Path extends string, Q extends z.core.$ZodLooseShape = Record<string, never>, B = undefined>(
  row: Row<Path, Q, B>,
): Route {
  const names = [...row.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as ParameterName);
  return {
    ...row,
    parameters: z.object(Object.fromEntries(names.map((name) => [name, PARAMETERS[name]]))),
    query: z.strictObject({ ...row.query, ...(row.method === "GET" ? {} : { reason }) }),
    // The one place where the row's types are let go: `given.ts` has validated by the row's own schemas.
    work: row.work as unknown as Exclude<Route["work"], string>,
  };
}
