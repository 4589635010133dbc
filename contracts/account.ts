/**
 * What an account's object answers over RPC. Reads are one call a page; writes are one call a request:
 * a list of commands in one transaction, all or nothing. The object decides what needs the data
 * (references, uniqueness, ownership) and names every failing field; the caller words it.
 */
import type { AroundReads } from "./around.ts";
import type { BroadcastCommand, BroadcastReads, BroadcastWritten } from "./broadcasts.ts";
import type { BoundaryReads } from "./boundaries.ts";
import type { CampaignCommand, CampaignReads, CampaignWritten } from "./campaigns.ts";
import type { ChannelReads } from "./channels.ts";
import type { ContactActCommand } from "./contact_acts.ts";
import type { FlowCommand, FlowReads, FlowWritten } from "./flows.ts";
import type { MessageCommand, MessageReads, MessageWritten } from "./messages.ts";
import type { EventReads } from "./events.ts";
import type { DefinitionReads } from "./definitions.ts";
import type { AccountRecord, ContactRecord, FieldRecord, GroupRecord, Micros, ValueType } from "./records.ts";
import type { SubscriberWritten, WebhookCommand, WebhookReads } from "./webhooks.ts";

/**
 * A place in a list, between two rows: the sort column's value and the row's id.
 * `back` walks towards the start of the list (what `previous` links do).
 */
export interface Position {
  readonly at: number;
  readonly id: number;
  readonly back: boolean;
}

export interface PageQuery {
  readonly limit: number;
  readonly from: Position | null;
}

/** `next` and `previous` are null exactly when there is nothing there. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: Position | null;
  readonly previous: Position | null;
}

/** Sorted by (modifiedOn, id), both descending. Filters combine; an unknown reference finds nothing. */
export interface ContactQuery extends PageQuery {
  readonly uuid?: string;
  /** Normal form. */
  readonly urn?: string;
  /** A UUID, or the exact name. */
  readonly group?: string;
  /** True: only deleted ones. False or absent: only the others. */
  readonly deleted?: boolean;
  /** Inclusive bounds on modifiedOn. */
  readonly before?: Micros;
  readonly after?: Micros;
}

/** Sorted by (createdOn, id), both descending. */
export interface GroupQuery extends PageQuery {
  readonly uuid?: string;
  /** Exact, any case. */
  readonly name?: string;
}

/** Sorted by (createdOn, id), both descending. */
export interface FieldQuery extends PageQuery {
  readonly key?: string;
}

/** What rendering a contact needs beside it: the account's settings and all of its fields. */
export interface ContactContext {
  readonly account: AccountRecord;
  readonly fields: readonly FieldRecord[];
}

export interface ContactPage extends ContactContext {
  readonly page: Page<ContactRecord>;
}

export type ContactTarget = { readonly uuid: string } | { readonly urn: string };

/** A key that is absent leaves things as they are; null clears. */
export interface ContactValues {
  readonly name?: string | null;
  readonly language?: string | null;
  /** Normal forms; replaces all. On an update a URN of another contact moves here. */
  readonly urns?: readonly string[];
  /** UUIDs or names (any case) of static groups; replaces all static memberships. */
  readonly groups?: readonly string[];
  /** Only the keys given change; null clears. */
  readonly fields?: Readonly<Record<string, string | null>>;
}

export type Command =
  | WebhookCommand
  | BroadcastCommand
  | CampaignCommand
  | ContactActCommand
  | FlowCommand
  | MessageCommand
  | { readonly do: "contact.create"; readonly set: ContactValues }
  /** By a URN nobody owns: creates the contact with it. By a UUID: missing. */
  | { readonly do: "contact.update"; readonly target: ContactTarget; readonly set: ContactValues }
  | { readonly do: "contact.delete"; readonly target: ContactTarget }
  | { readonly do: "group.create"; readonly name: string }
  | { readonly do: "group.update"; readonly uuid: string; readonly name: string }
  | { readonly do: "group.delete"; readonly uuid: string }
  | { readonly do: "field.create"; readonly key: string; readonly label: string; readonly valueType: ValueType }
  | { readonly do: "field.update"; readonly key: string; readonly label: string; readonly valueType: ValueType };

/** Who wrote, for the event log. `version` is whatever the caller's contract is called; the store gives it no meaning. */
export interface Actor {
  readonly key: string;
  readonly version: string;
  readonly requestId: string;
  readonly reason: string;
}

/**
 * Why a field was refused. `value` names the first bad one where the field is a list.
 * - unknown: no such object · dynamic: the group is not static · taken: another object has it (any case)
 * - fixed: what is there may not be changed to this · inactive: the contact is blocked or stopped · outgoing: the message
 *   was sent, not received · anonymous: the account hides URNs · limit: too many of them in the account
 * - form: not a URL that can be called · place: a URL that leads into somebody's own network
 * - suspended: the account sends nothing · archived: the flow starts no more · unreachable: no channel serves a URN of it
 */
export interface Failure {
  readonly field: string;
  readonly code:
    | "unknown"
    | "dynamic"
    | "taken"
    | "fixed"
    | "inactive"
    | "outgoing"
    | "anonymous"
    | "suspended"
    | "archived"
    | "unreachable"
    | "limit"
    | "form"
    | "place";
  readonly value?: string;
}

export type Written =
  | SubscriberWritten
  | BroadcastWritten
  | CampaignWritten
  | FlowWritten
  | MessageWritten
  | ({ readonly kind: "contact"; readonly created: boolean; readonly contact: ContactRecord } & ContactContext)
  | { readonly kind: "group"; readonly created: boolean; readonly group: GroupRecord }
  | { readonly kind: "field"; readonly created: boolean; readonly field: FieldRecord }
  | { readonly kind: "deleted" };

/** On a failure nothing was written; `at` is the index of the command that failed. */
export type WriteResult =
  | { readonly ok: true; readonly written: readonly Written[] }
  /** The account has no data: nothing has been imported or created under this name. */
  | { readonly ok: false; readonly at: number; readonly why: "no-account" }
  | { readonly ok: false; readonly at: number; readonly why: "missing" }
  /** The target cannot be looked up this way: by URN in an anonymous account. */
  | { readonly ok: false; readonly at: number; readonly why: "anonymous" }
  /** Another request was made once under this name. */
  | { readonly ok: false; readonly at: number; readonly why: "reused" }
  /** The account's database has no room for what the command would add. Deletions are never refused so. */
  | { readonly ok: false; readonly at: number; readonly why: "full" }
  | { readonly ok: false; readonly at: number; readonly why: "invalid"; readonly failures: readonly Failure[] };

/** A name that a caller gives a request, to be able to send it again; names of different keys never meet. */
export interface Once {
  readonly name: string;
  /** Tells different requests under one name apart. */
  readonly print: string;
}

export interface WriteOptions {
  /** Check everything, write nothing: to name all failing fields of a body that already has some. */
  readonly dryRun?: boolean;
  /** For a day the same again is answered with what it came to the first time, and not done again. */
  readonly once?: Once;
}

/** One part of an import, see `contracts/import.ts`. */
export interface ImportChunk {
  readonly importId: string;
  /** From 0, without gaps. */
  readonly chunk: number;
  /** NDJSON. */
  readonly lines: string;
}

export type ImportResult =
  /** `next` is the chunk to send now; `applied` is false when this one had been applied before. */
  | { readonly ok: true; readonly applied: boolean; readonly next: number }
  | { readonly ok: false; readonly why: "gap"; readonly next: number }
  /** The account's database has no room; the chunk may be sent again when it has. */
  | { readonly ok: false; readonly why: "full" }
  /** Nothing of the chunk was written. `line` counts from 1. */
  | {
      readonly ok: false;
      readonly why: "invalid";
      readonly line: number;
      readonly field: string;
      readonly detail: string;
    };

export interface AccountObject
  extends
    AroundReads,
    BoundaryReads,
    DefinitionReads,
    EventReads,
    WebhookReads,
    BroadcastReads,
    CampaignReads,
    ChannelReads,
    FlowReads,
    MessageReads {
  /** Null until an account has been imported or created under this name. */
  org(): Promise<AccountRecord | null>;
  contacts(query: ContactQuery): Promise<ContactPage>;
  /** By UUID, in the order asked for; unknown and deleted ones are left out. At most 250. */
  contactsByUuid(uuids: readonly string[]): Promise<ContactContext & { readonly items: readonly ContactRecord[] }>;
  groups(query: GroupQuery): Promise<Page<GroupRecord>>;
  /** By UUID, in the order asked for; unknown ones are left out. At most 250. */
  groupsByUuid(uuids: readonly string[]): Promise<readonly GroupRecord[]>;
  fields(query: FieldQuery): Promise<Page<FieldRecord>>;
  /** By key, in the order asked for; unknown ones are left out. At most 250. */
  fieldsByKey(keys: readonly string[]): Promise<readonly FieldRecord[]>;
  write(actor: Actor, commands: readonly Command[], options?: WriteOptions): Promise<WriteResult>;
  importChunk(chunk: ImportChunk): Promise<ImportResult>;
  /** The chunk to send next for this import: 0 for one never seen. */
  importNext(importId: string): Promise<number>;
}
