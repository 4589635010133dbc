/** Broadcasts, and messages sent to one contact: their part of the account's answers and commands. */
import type { ContactTarget, Page, PageQuery } from "./account.ts";
import type { Attachment, MessageRecord, QuickReply } from "./messages.ts";
import type { AccountRecord, Micros, Ref } from "./records.ts";

/** queued: its messages are being made · sent: all of them were handed to their channels · failed: given up */
export type BroadcastStatus = "queued" | "sent" | "failed";

export interface BroadcastRecord {
  readonly id: number;
  readonly uuid: string;
  /** The recipients as they were named, without repetition; groups that are gone are left out. */
  readonly urns: readonly string[];
  readonly contacts: readonly Ref[];
  readonly groups: readonly Ref[];
  readonly text: string;
  readonly status: BroadcastStatus;
  readonly createdOn: Micros;
}

/** Sorted by (createdOn, id), both descending. */
export interface BroadcastQuery extends PageQuery {
  readonly id?: number;
  readonly uuid?: string;
  /** Inclusive bounds on createdOn. */
  readonly before?: Micros;
  readonly after?: Micros;
}

export interface BroadcastPage {
  readonly account: AccountRecord;
  readonly page: Page<BroadcastRecord>;
}

/** Whom something is for: each distinct contact once, whatever names it. */
export interface Recipients {
  /** Normal forms. One that nobody has makes a contact. */
  readonly urns?: readonly string[];
  /** By URN not in an anonymous account. */
  readonly contacts?: readonly ContactTarget[];
  /** UUIDs or names (any case); dynamic groups too. */
  readonly groups?: readonly string[];
}

export type BroadcastCommand =
  /** Its messages are made after the answer, one for each contact that can be reached. */
  | {
      readonly do: "broadcast.create";
      readonly text: string;
      readonly to: Recipients;
      /** A UUID; absent: whichever serves the URN. */
      readonly channel?: string;
    }
  /** Made and handed to its channel at once. */
  | {
      readonly do: "message.send";
      readonly contact: ContactTarget;
      readonly text: string;
      /** A UUID; absent: whichever serves the first URN that any serves. */
      readonly channel?: string;
      readonly attachments: readonly Attachment[];
      readonly quickReplies: readonly QuickReply[];
    };

export type BroadcastWritten =
  | {
      readonly kind: "broadcast";
      readonly created: true;
      readonly broadcast: BroadcastRecord;
      readonly account: AccountRecord;
    }
  | {
      readonly kind: "message";
      readonly created: true;
      readonly message: MessageRecord;
      readonly account: AccountRecord;
    };

export interface BroadcastReads {
  broadcasts(query: BroadcastQuery): Promise<BroadcastPage>;
  /** By number, in the order asked for; unknown ones are left out. At most 250. */
  broadcastsById(
    ids: readonly number[],
  ): Promise<{ readonly account: AccountRecord; readonly items: readonly BroadcastRecord[] }>;
}
