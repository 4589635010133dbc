/** What a writer of a contact may have to know of the account before it can say what it wants, in one read. */
import type { ContactContext } from "./account.ts";

export interface AroundQuery {
  /** In normal form. */
  readonly urns: readonly string[];
  /** In any case. */
  readonly groupNames: readonly string[];
}

export interface Around extends ContactContext {
  /** Each contact once that has one of the URNs, with all of its own in their order. */
  readonly owners: readonly { readonly uuid: string; readonly urns: readonly string[] }[];
  /** Those of the names that groups have, as the groups spell them. */
  readonly groupNames: readonly string[];
}

export interface AroundReads {
  around(query: AroundQuery): Promise<Around>;
}
