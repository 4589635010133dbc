/**
 * A change: one difference between this version and the next one, as plain data and pure functions.
 * An endpoint is a list of changes. On the way in each turns the call into one that is a little more
 * the next version's; on the way out, in reverse order, each turns the answer back. So the first change
 * of a list stands next to the client and the last one next to v2, and every side of a change
 * may believe that the changes after it (out) or before it (in) have done their part.
 */

import type { CountedItem, CountedPage } from "../../contracts/counted.ts";
import type { EventNames, NamedForEvent } from "../../contracts/counted_campaigns.ts";
import type { CountedAct, CountedActs } from "../../contracts/counted_flows.ts";
import type { Around } from "./around.ts";

/** What v2 hands out by identifier. */
export type PickKind =
  | "contacts"
  | "groups"
  | "fields"
  | "labels"
  | "messages"
  | "broadcasts"
  | "flows"
  | "runs"
  | "definitions"
  | "channels"
  | "channel_events"
  | "campaigns"
  | "campaign_events"
  | "boundaries";

/** A JSON object, as it stands on the wire. */
export type Wire = Readonly<Record<string, unknown>>;

/** A query as sent: every value of every name, in order. */
export type Query = Readonly<Record<string, readonly string[]>>;

/** One write in v2's words, as its batch takes it. */
export interface Operation {
  readonly method: "POST" | "DELETE";
  /** With its query, e.g. `/contacts.json?uuid=…`. */
  readonly path: string;
  readonly body: Wire;
}

/** A write that must come first, in the same transaction. */
export interface Preparation extends Operation {
  /** The field that the client is told about when this operation is refused; or, for a field of v2's refusal, another name. */
  readonly blames: string | Readonly<Record<string, string>>;
}

/** A request on its way: v1's before the first change, v2's after the last one. */
export interface Call {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly query: Query;
  readonly body: Wire;
  readonly before: readonly Preparation[];
  /** True: the answer's body is `answers`, those of all operations in order, where it took several. */
  readonly gathers?: boolean;
  /** Given by the change that knows that v2 has no operation for this: the store's legacy module does it instead. */
  readonly act?: ActCall;
  /** The answer must tell the number of what was written, as only v2's batch does; `beside` is known already. */
  readonly numbered?: { readonly beside: Wire };
}

/** What the legacy module is to do, and how that is answered: with v2's form of what it names, or with no body. */
export type ActCall = {
  readonly [A in CountedAct]: {
    readonly act: A;
    readonly args: CountedActs[A];
    readonly shows: { readonly kind: PickKind; readonly as: "one" | "list" } | null;
  };
}[CountedAct];

/** `body` is null for an answer without one. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** What is known beside each object of the body, in its order; only after an act or a numbered call. */
  readonly items?: readonly CountedItem[];
}

/** What a change may have to know about the account before it can turn a call. Each is one call to v2 or its store. */
export type Need =
  /** All that is about what the body names, see `around.ts`. */
  | { readonly fact: "around" }
  /** Those of the messages that are received ones. */
  | { readonly fact: "received"; readonly ids: readonly number[] }
  /** What the writer of a campaign or of its event names: by number, UUID or label. */
  | { readonly fact: "named"; readonly names: EventNames }
  /** The objects that the filters of the query find: their UUIDs. */
  | { readonly fact: "selected" };

/** The facts that were asked for so far. A fact is read at most once a request. */
export interface Facts {
  readonly around?: Around;
  readonly received?: readonly number[];
  readonly named?: NamedForEvent;
  readonly selected?: readonly string[];
}

/** What is known about an object beside its v2 form. */
export interface Seen {
  /** The integer twin of its UUID or key; null in v2's answer to a write. */
  readonly id: number | null;
  /** What the counted reads told beside the object, see `contracts/counted.ts`; empty in v2's answer to a write. */
  readonly beside: Wire;
}

/**
 * What the migration guide says of a change. Each file of `changes/` exports one as `guide`, apart from the change
 * itself, so that the worker does not carry prose around.
 */
export interface Guide {
  /** One sentence that begins with what v1 did. */
  readonly change: string;
  /** Whom it concerns: what a client must do or read for it to matter. */
  readonly affects: string;
  /** What to do instead, in v2's words. */
  readonly migrate: string;
  readonly why: string;
  /**
   * `silent`: v2 does something else and does not say so. `loud`: v2 refuses what v1 took.
   * `mechanical`: the same thing in other words.
   */
  readonly severity: "silent" | "loud" | "mechanical";
}

/**
 * `S` is what the endpoint's filters become, see `contracts/counted.ts`; a change without a `select`
 * fits every endpoint.
 */
export interface Change<S = never> {
  /** The change's share of a list's filters. Null when nothing can match. */
  select?(query: Query, selection: S): S | null;
  /** Takes objects out of a page that was found, or notes beside them what the query asks for. */
  narrow?(found: CountedPage, query: Query): CountedPage;
  /** What `request` cannot do without. */
  needs?(call: Call, facts: Facts): readonly Need[];
  /** Called with every need fulfilled. */
  request?(call: Call, facts: Facts): Call | { readonly refuse: Answer };
  /** One object of a successful answer. */
  response?(object: Wire, seen: Seen): Wire;
  /** The status of a successful answer. */
  status?(status: number, call: Call): number;
  /** A refusal. `call` is the one this change was given: what the client meant, in the words of this side. */
  problem?(answer: Answer, call: Call): Answer;
}
