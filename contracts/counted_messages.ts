/** Counted lists (`counted.ts`): messages, their labels, broadcasts; and what is asked before messages are acted upon. */
import type { BroadcastStatus } from "./broadcasts.ts";
import type { MessageRecord, MessageStatus } from "./messages.ts";
import type { Micros } from "./records.ts";

/**
 * Messages that are not deleted. Each filter holds any of its values, all filters must hold. `beside` of one: `channel`,
 * the number of its channel, or null.
 */
export interface CountedMessageQuery {
  readonly id?: readonly number[];
  readonly status?: readonly MessageStatus[];
  readonly direction?: readonly MessageRecord["direction"][];
  readonly type?: readonly string[];
  /** UUIDs of contacts, and of groups that the contact is in now. */
  readonly contact?: readonly string[];
  readonly group?: readonly string[];
  /** Any case. */
  readonly groupNames?: readonly string[];
  /** By number. */
  readonly broadcast?: readonly number[];
  readonly flow?: readonly number[];
  readonly channel?: readonly number[];
  /** Exactly as stored; telephone numbers as they stand after `tel:`. In an account that hides URNs they find nothing. */
  readonly urn?: readonly string[];
  readonly phone?: readonly string[];
  readonly label?: LabelChoice;
  /** Part of the text, any case. */
  readonly text?: string;
  readonly archived?: boolean;
  /** Inclusive bounds on createdOn. */
  readonly before?: Micros;
  readonly after?: Micros;
}

/** Names of labels, any case. An unknown one is on no message. */
export interface LabelChoice {
  /** One of these, where there are any. */
  readonly any: readonly string[];
  readonly all: readonly string[];
  readonly none: readonly string[];
}

export interface CountedLabelQuery {
  readonly uuid?: readonly string[];
  /** Part of the name, any case. */
  readonly name?: string;
}

/** Each filter holds any of its values. Inclusive bounds on createdOn. */
export interface CountedBroadcastQuery {
  readonly id?: readonly number[];
  readonly status?: readonly BroadcastStatus[];
  readonly before?: Micros;
  readonly after?: Micros;
}

export interface MessageQuestions {
  /** Those of the numbers that are received messages and not deleted, in their order, each once. */
  received(account: string, ids: readonly number[]): Promise<readonly number[]>;
}
