/** Messages and their labels: their part of the account's answers and commands. */
import type { Page, PageQuery } from "./account.ts";
import type { AccountRecord, Micros, Ref } from "./records.ts";

export const MESSAGE_STATUSES = [
  "initializing",
  "pending",
  "queued",
  "wired",
  "sent",
  "delivered",
  "handled",
  "errored",
  "failed",
  "resent",
] as const;

export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

export interface Attachment {
  /** A media type, or its first half only: `image`. */
  readonly contentType: string;
  readonly url: string;
}

export interface QuickReply {
  readonly text: string;
  readonly extra: string | null;
}

export interface MessageRecord {
  readonly id: number;
  /** Made of the account's UUID and the id: the same on every read, and known to no other account. */
  readonly uuid: string;
  /** The broadcast's id. */
  readonly broadcast: number | null;
  readonly contact: Ref;
  readonly urn: string | null;
  readonly channel: Ref | null;
  /** The flow that sent or received it. */
  readonly flow: Ref | null;
  readonly direction: "in" | "out";
  readonly type: "inbox" | "flow" | "ivr" | null;
  readonly status: MessageStatus;
  readonly visibility: "visible" | "archived" | "deleted";
  /** Empty once it is deleted; then there are no labels, attachments or quick replies either. */
  readonly text: string;
  readonly labels: readonly Ref[];
  readonly attachments: readonly Attachment[];
  readonly quickReplies: readonly QuickReply[];
  readonly createdOn: Micros;
  readonly sentOn: Micros | null;
  /** Null: never changed since it was imported. */
  readonly modifiedOn: Micros | null;
}

/**
 * - inbox, flows: visible incoming ones of that type · archived: archived incoming ones · incoming: every incoming one,
 *   deleted ones too
 * - outbox, sent, failed: visible outgoing ones that wait, that were handed on, that could not be
 */
export type Folder = "inbox" | "flows" | "archived" | "outbox" | "sent" | "failed" | "incoming";

/**
 * Sorted by (createdOn, id), both descending; the folder incoming by (modifiedOn, id), where one that was never changed
 * counts by its createdOn. Deleted messages are left out, except of the folder incoming. At most one of contact, folder,
 * label and broadcast; an unknown reference finds nothing.
 */
export interface MessageQuery extends PageQuery {
  readonly id?: number;
  readonly uuid?: string;
  /** A UUID. */
  readonly contact?: string;
  readonly folder?: Folder;
  /** A UUID, or the exact name. Visible messages only. */
  readonly label?: string;
  /** An id. */
  readonly broadcast?: number;
  /** Inclusive bounds on the instant that the list is sorted by. */
  readonly before?: Micros;
  readonly after?: Micros;
}

export interface MessagePage {
  readonly account: AccountRecord;
  readonly page: Page<MessageRecord>;
}

export interface LabelRecord {
  readonly id: number;
  readonly uuid: string;
  readonly name: string;
  /** Visible messages; kept with every write, never counted on request. */
  readonly count: number;
  readonly createdOn: Micros;
}

/** Sorted by (createdOn, id), both descending. */
export interface LabelQuery extends PageQuery {
  readonly uuid?: string;
  /** Exact, any case. */
  readonly name?: string;
}

export type MessageTarget = { readonly id: number } | { readonly uuid: string };

/** `label`: a UUID, or a name in any case, of a label that exists. `labelName`: made where there is none. */
export type MessageAct =
  | { readonly kind: "label" | "unlabel"; readonly label: string }
  | { readonly kind: "label" | "unlabel"; readonly labelName: string }
  | { readonly kind: "archive" | "restore" | "delete" };

/**
 * An act on several messages is done to all of them or to none. Messages that already are what it makes of them do not
 * change. Names of labels are unique in any case.
 */
export type MessageCommand =
  | { readonly do: "message.act"; readonly messages: readonly MessageTarget[]; readonly act: MessageAct }
  | { readonly do: "label.create"; readonly name: string }
  | { readonly do: "label.update"; readonly uuid: string; readonly name: string }
  /** Its messages stay. */
  | { readonly do: "label.delete"; readonly uuid: string };

export type MessageWritten =
  | { readonly kind: "label"; readonly created: boolean; readonly label: LabelRecord }
  /** An act on several objects, none of which is the answer. */
  | { readonly kind: "acted" };

export interface MessageReads {
  messages(query: MessageQuery): Promise<MessagePage>;
  /** By number, in the order asked for; unknown and deleted ones are left out. At most 250. */
  messagesById(
    ids: readonly number[],
  ): Promise<{ readonly account: AccountRecord; readonly items: readonly MessageRecord[] }>;
  labels(query: LabelQuery): Promise<Page<LabelRecord>>;
  /** By UUID, in the order asked for; unknown ones are left out. At most 250. */
  labelsByUuid(uuids: readonly string[]): Promise<readonly LabelRecord[]>;
}
