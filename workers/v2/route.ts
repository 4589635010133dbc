/** One row of the route table: what is true of an operation, from its documentation to its handler. */
import type * as z from "zod";
import type { Command } from "../../contracts/account.ts";
import type { Role } from "../../contracts/headers.ts";
import type { Account } from "./account.ts";
import type { Answer } from "./answer.ts";
import type { Body } from "./body.ts";
import type { Link } from "./page.ts";
import type { Query } from "./query.ts";
import type { FieldErrors, Refusal } from "./refusal.ts";

export type Method = "GET" | "POST" | "DELETE";

export interface Route {
  readonly method: Method;
  /** The path without slash and suffix; "" is the root. */
  readonly endpoint: string;
  readonly summary: string;
  readonly description?: string;
  /** Who may use it; the others get 403. */
  readonly roles: readonly Role[];
  /** Documents the parameters, and names those that the handler gets to see. */
  readonly query: z.ZodObject;
  /** Documents the header fields that it reads. */
  readonly header?: z.ZodObject;
  readonly body?: z.ZodType;
  /** What it answers when it works, by status; null: without a body. Refusals are derived from the rest of the row. */
  readonly answers: Readonly<Partial<Record<200 | 201 | 204, z.ZodType | null>>>;
  readonly work: Work;
}

export type Work =
  | {
      readonly kind: "read";
      /** Asked for without its suffix, a list answers an empty array (contract 0.1). */
      readonly list: boolean;
      readonly read: (asked: Asked, account: Account) => Promise<Answer>;
    }
  | { readonly kind: "write"; readonly plan: (query: Query, body: Body) => Plan }
  | { readonly kind: "root" }
  | { readonly kind: "document" };

export interface Asked {
  readonly query: Query;
  /** Every value of a parameter that may be repeated, in the order sent. */
  readonly every: (name: string) => readonly string[];
  /** What absolute links begin with. */
  readonly base: string;
  readonly link: Link;
}

/**
 * What a write request asks for, decided without looking at the account.
 * `probe` is the same command with harmless values in place of the refused ones: it is checked and never
 * applied, to name the fields that only the account can refuse; null where there is nothing to ask.
 */
export type Plan =
  | { readonly kind: "command"; readonly command: Command; readonly names?: FieldNames }
  | {
      readonly kind: "invalid";
      readonly errors: FieldErrors;
      readonly probe: Command | null;
      readonly names?: FieldNames;
    }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** The account's name of a field → the name that the body used for it. */
export type FieldNames = Readonly<Record<string, string>>;

export const ADMINISTRATORS: readonly Role[] = ["A"];
export const EVERYONE: readonly Role[] = ["A", "E", "S"];
export const EDITORS: readonly Role[] = ["A", "E"];
