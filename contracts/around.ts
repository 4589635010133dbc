/** What the writer of a contact or of a message may have to know of the account before it can say what it wants, in one read. */
import type { ContactContext } from "./account.ts";

export interface AroundQuery {
  /** In normal form, but that telephone numbers may lack their country: then they are the account's. */
  readonly urns: readonly string[];
  /** In any case. */
  readonly groupNames: readonly string[];
  /** A channel's number. */
  readonly channel?: number;
}

export interface Around extends ContactContext {
  /** Those asked for, in their order, with the country where they lacked it. */
  readonly urns: readonly string[];
  /** Each contact once that has one of the URNs, with all of its own in their order. */
  readonly owners: readonly { readonly uuid: string; readonly urns: readonly string[] }[];
  /** Those of the names that groups have, as the groups spell them. */
  readonly groupNames: readonly string[];
  /** The channel's UUID; null where no channel in use has the number, or none was asked for. */
  readonly channel: string | null;
}

export interface AroundReads {
  around(query: AroundQuery): Promise<Around>;
}
