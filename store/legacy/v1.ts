/**
 * Totals and numbered pages for the first version of the API, which the rest of the store deliberately lacks.
 * Reached over a binding of its own. It goes when that version goes: delete this file, its neighbours named alike,
 * `contracts/counted.ts`, and their lines in `store/index.ts`. No table and no index is its own.
 */
import { WorkerEntrypoint } from "cloudflare:workers";
import type { CountedList, CountedPage, CountedQueries, CountedReads } from "../../contracts/counted.ts";
import type { Module } from "../account.ts";
import type { Reader } from "../database.ts";
import type { Env } from "../env.ts";
import { countedContacts } from "./v1_contacts.ts";
import { countedFields, countedGroups } from "./v1_lists.ts";

type Pages = {
  readonly [L in CountedList]: (db: Reader, query: CountedQueries[L], page: number) => CountedPage | null;
};

const PAGES: Pages = { contacts: countedContacts, groups: countedGroups, fields: countedFields };

interface PageArgs<L extends CountedList> {
  readonly list: L;
  readonly query: CountedQueries[L];
  readonly page: number;
}

function page<L extends CountedList>(db: Reader, { list, query, page: number }: PageArgs<L>): CountedPage | null {
  return PAGES[list](db, query, number);
}

/** What the account's object answers for it. */
export const COUNTED = { questions: { page }, acts: {} } satisfies Module;

export class LegacyV1 extends WorkerEntrypoint<Env> implements CountedReads {
  async page<L extends CountedList>(
    account: string,
    list: L,
    query: CountedQueries[L],
    number: number,
  ): Promise<CountedPage | null> {
    const args: PageArgs<L> = { list, query, page: number };
    return (await this.#object(account).ask("counted", "page", args)) as CountedPage | null;
  }

  /** RPC loses the types of what is asked; the methods put them back. */
  #object(account: string): Asked {
    return this.env.ACCOUNTS.getByName(account);
  }
}

interface Asked {
  ask(module: string, question: string, args: unknown): Promise<unknown>;
}
