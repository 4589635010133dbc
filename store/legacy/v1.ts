/**
 * Totals and numbered pages for the first version of the API, which the rest of the store deliberately lacks.
 * Reached over a binding of its own. It goes when that version goes: delete this file, its neighbours named alike,
 * `contracts/counted*.ts`, and their lines in `store/index.ts`. No table is its own.
 */
import { WorkerEntrypoint } from "cloudflare:workers";
import type { Actor } from "../../contracts/account.ts";
import type { CountedList, CountedPage, CountedQueries, CountedReads } from "../../contracts/counted.ts";
import type { EventNames, NamedForEvent } from "../../contracts/counted_campaigns.ts";
import type { Acted, CountedAct, CountedActs } from "../../contracts/counted_flows.ts";
import type { Module } from "../account.ts";
import type { Reader } from "../database.ts";
import type { Env } from "../env.ts";
import { ACTS } from "./v1_acts.ts";
import { countedCalls } from "./v1_calls.ts";
import { countedBoundaries, countedCampaignEvents, countedCampaigns, namedForEvent } from "./v1_campaigns.ts";
import { countedChannels } from "./v1_channels.ts";
import { countedBroadcasts } from "./v1_broadcasts.ts";
import { countedContacts } from "./v1_contacts.ts";
import { countedLabels } from "./v1_labels.ts";
import { countedMessages, received } from "./v1_messages.ts";
import { countedDefinitions, countedFlows } from "./v1_flows.ts";
import { countedFields, countedGroups } from "./v1_lists.ts";
import { countedRuns } from "./v1_runs.ts";

type Counted = CountedPage | null | Promise<CountedPage | null>;

type Pages = {
  readonly [L in CountedList]: (db: Reader, query: CountedQueries[L], page: number) => Counted;
};

const PAGES: Pages = {
  contacts: countedContacts,
  groups: countedGroups,
  fields: countedFields,
  flows: countedFlows,
  runs: countedRuns,
  definitions: countedDefinitions,
  messages: countedMessages,
  labels: countedLabels,
  broadcasts: countedBroadcasts,
  channels: countedChannels,
  channel_events: countedCalls,
  campaigns: countedCampaigns,
  campaign_events: countedCampaignEvents,
  boundaries: countedBoundaries,
};

interface PageArgs<L extends CountedList> {
  readonly list: L;
  readonly query: CountedQueries[L];
  readonly page: number;
}

function page<L extends CountedList>(db: Reader, { list, query, page: number }: PageArgs<L>): Counted {
  return PAGES[list](db, query, number);
}

/** What the account's object answers for it. */
export const COUNTED = { questions: { page, received, namedForEvent }, acts: ACTS } satisfies Module;

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

  async namedForEvent(account: string, names: EventNames): Promise<NamedForEvent> {
    return (await this.#object(account).ask("counted", "namedForEvent", names)) as NamedForEvent;
  }

  async received(account: string, ids: readonly number[]): Promise<readonly number[]> {
    return (await this.#object(account).ask("counted", "received", { ids })) as readonly number[];
  }

  async act<A extends CountedAct>(account: string, actor: Actor, act: A, args: CountedActs[A]): Promise<Acted> {
    return (await this.#object(account).perform("counted", act, actor, args)) as Acted;
  }

  /** RPC loses the types of what is asked; the methods put them back. */
  #object(account: string): Asked {
    return this.env.ACCOUNTS.getByName(account);
  }
}

interface Asked {
  ask(module: string, question: string, args: unknown): Promise<unknown>;
  perform(module: string, act: string, actor: Actor, args: unknown): Promise<unknown>;
}
