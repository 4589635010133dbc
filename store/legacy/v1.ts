/**
 * Totals and numbered pages for the first version of the API, which the rest of the store deliberately lacks.
 * Reached over a binding of its own. It goes when that version goes: delete this file, its neighbours named alike,
 * `contracts/counted.ts`, and their lines in `store/index.ts`. No table and no index is its own.
 */
import { WorkerEntrypoint } from "cloudflare:workers";
import type {
  CountedContactQuery,
  CountedFieldQuery,
  CountedGroupQuery,
  CountedLists,
  CountedPage,
} from "../../contracts/counted.ts";
import type { Module } from "../account.ts";
import type { Env } from "../env.ts";
import { countedContacts } from "./v1_contacts.ts";
import { countedFields, countedGroups } from "./v1_lists.ts";

/** What the account's object answers for it. */
export const COUNTED = { contacts: countedContacts, groups: countedGroups, fields: countedFields } satisfies Module;

export class LegacyV1 extends WorkerEntrypoint<Env> implements CountedLists {
  async contacts(account: string, query: CountedContactQuery): Promise<CountedPage | null> {
    return this.#ask(account, "contacts", query);
  }

  async groups(account: string, query: CountedGroupQuery): Promise<CountedPage | null> {
    return this.#ask(account, "groups", query);
  }

  async fields(account: string, query: CountedFieldQuery): Promise<CountedPage | null> {
    return this.#ask(account, "fields", query);
  }

  /** RPC loses the operation's type; the three above put it back. */
  async #ask(account: string, operation: keyof typeof COUNTED, query: unknown): Promise<CountedPage | null> {
    const object: Asked = this.env.ACCOUNTS.getByName(account);
    return (await object.ask("counted", operation, query)) as CountedPage | null;
  }
}

interface Asked {
  ask(module: string, operation: string, args: unknown): Promise<unknown>;
}
