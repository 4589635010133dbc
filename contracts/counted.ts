/**
 * Lists with a total and numbered pages, for callers whose contract has them. Each answer names the objects of one
 * page; their contents are read by identifier. Such lists cost more the farther one pages: prefer `Position`.
 */
import type {
  CampaignNames,
  CountedBoundaryQuery,
  CountedCallQuery,
  CountedCampaignEventQuery,
  CountedCampaignQuery,
  CountedChannelQuery,
} from "./counted_campaigns.ts";
import type { CountedDefinitionQuery, CountedFlowQuery, CountedRunQuery, FlowActs } from "./counted_flows.ts";
import type {
  CountedBroadcastQuery,
  CountedLabelQuery,
  CountedMessageQuery,
  MessageQuestions,
} from "./counted_messages.ts";
import type { Micros } from "./records.ts";

/** Objects of one page. */
export const COUNTED_PAGE = 250;

export interface CountedPage {
  /** All pages together. */
  readonly count: number;
  /** In the list's order. */
  readonly items: readonly CountedItem[];
}

export interface CountedItem {
  readonly id: number;
  /** What the object is read by: its UUID, a field's key, or its number. */
  readonly ref: string;
  /** What the object has for such callers only: numbers of what it refers to, totals. */
  readonly beside?: Readonly<Record<string, unknown>>;
}

/** Several values of one filter are alternatives, different filters must all hold. An empty list finds nothing. */
export interface CountedContactQuery {
  readonly uuid?: readonly string[];
  /** Exactly as stored. */
  readonly urns?: readonly string[];
  /** UUIDs. */
  readonly group?: readonly string[];
  /** Any case. */
  readonly groupNames?: readonly string[];
  /** Telephone numbers, as they stand after `tel:`. */
  readonly phone?: readonly string[];
  /** True: only deleted ones. False or absent: only the others. */
  readonly deleted?: boolean;
  /** Inclusive bounds on modifiedOn. */
  readonly before?: Micros;
  readonly after?: Micros;
}

export interface CountedGroupQuery {
  readonly uuid?: readonly string[];
  /** Part of the name, any case. */
  readonly name?: string;
}

export interface CountedFieldQuery {
  /** The whole key; where no field has it, a part of it. */
  readonly key?: string;
}

/** The lists, by name. */
export interface CountedQueries {
  /** Sorted by modifiedOn descending, then id ascending. */
  readonly contacts: CountedContactQuery;
  /** Sorted by (createdOn, id), both descending. */
  readonly groups: CountedGroupQuery;
  /** Sorted by (createdOn, id), both ascending. */
  readonly fields: CountedFieldQuery;
  /** Sorted by (createdOn, id), both descending. */
  readonly messages: CountedMessageQuery;
  /** Sorted by id descending. */
  readonly labels: CountedLabelQuery;
  /** Sorted by (createdOn, id), both descending. */
  readonly broadcasts: CountedBroadcastQuery;
  /** Sorted by lastSeen, then id, both descending; those that were never seen come last. */
  readonly channels: CountedChannelQuery;
  /** Calls. Sorted by (createdOn, id), both descending. */
  readonly channel_events: CountedCallQuery;
  /** Sorted by (createdOn, id), both descending. */
  readonly campaigns: CountedCampaignQuery;
  /** Sorted by (createdOn, id), both descending. */
  readonly campaign_events: CountedCampaignEventQuery;
  /** Sorted by level, then name, then id, all ascending. */
  readonly boundaries: CountedBoundaryQuery;
  /** Sorted by (createdOn, id), both descending. */
  readonly flows: CountedFlowQuery;
  /** Sorted by (modifiedOn, id), both descending. */
  readonly runs: CountedRunQuery;
  /** One, or none. */
  readonly definitions: CountedDefinitionQuery;
}

export type CountedList = keyof CountedQueries;

export interface CountedReads extends MessageQuestions, CampaignNames, FlowActs {
  /** `page` is from 1, and always exists as 1. Null: there is no such page. */
  page<L extends CountedList>(
    account: string,
    list: L,
    query: CountedQueries[L],
    page: number,
  ): Promise<CountedPage | null>;
}
