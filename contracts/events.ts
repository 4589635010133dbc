/** The event log of an account: every create, update and delete, in the transaction that made it. Imports write one. */
import type { Page, PageQuery } from "./account.ts";
import type { Micros } from "./records.ts";

export type EventAction = "create" | "update" | "delete";

export interface EventRecord {
  readonly id: number;
  readonly createdOn: Micros;
  /** The public id of a key; `import` for an import. */
  readonly actor: string;
  readonly action: EventAction;
  /** What the object is: `contact`, `group`, … */
  readonly kind: string;
  /** A UUID, a field's key, or a number where the kind has no UUID. */
  readonly object: string;
  readonly reason: string;
  /** What the writer's contract is called; empty for an import. */
  readonly version: string;
  readonly requestId: string;
}

/** Each has an index of its own: one at a time. */
export type EventFilter =
  | { readonly object?: string }
  | { readonly actor?: string }
  | { readonly action?: EventAction };

/** Sorted by (createdOn, id), both descending; the bounds on createdOn are inclusive. */
export type EventQuery = PageQuery & EventFilter & { readonly before?: Micros; readonly after?: Micros };

export interface EventReads {
  events(query: EventQuery): Promise<Page<EventRecord>>;
}
