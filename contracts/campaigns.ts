/**
 * Campaigns: what is to be sent to the members of a group, and when, counted from a date that each of them has in a
 * field. Their part of the account's answers and commands.
 */
import type { Page, PageQuery } from "./account.ts";
import type { Micros, Ref } from "./records.ts";

export interface CampaignRecord {
  readonly id: number;
  readonly uuid: string;
  readonly name: string;
  /** Its name is null once the group has been deleted: the campaign keeps pointing at it, and does nothing. */
  readonly group: Ref;
  readonly createdOn: Micros;
}

export type EventUnit = "minutes" | "hours" | "days" | "weeks";

/** One text, or one a language by ISO 639-3 code, as it was written. */
export type EventMessage = string | Readonly<Record<string, string>>;

/** Either a message or a flow. */
export type EventAction = { readonly message: EventMessage } | { readonly flow: Ref };

export interface CampaignEventRecord {
  readonly id: number;
  readonly uuid: string;
  readonly campaign: Ref;
  readonly relativeTo: { readonly key: string; readonly label: string };
  /** In units, negative: before the date. */
  readonly offset: number;
  readonly unit: EventUnit;
  /** 0 to 23; -1: at the hour of the date itself. */
  readonly deliveryHour: number;
  readonly action: EventAction;
  readonly createdOn: Micros;
}

/** Sorted by (createdOn, id), both descending. */
export interface CampaignQuery extends PageQuery {
  readonly uuid?: string;
}

/** Sorted by (createdOn, id), both descending. Filters combine; an unknown campaign finds nothing. */
export interface CampaignEventQuery extends PageQuery {
  readonly uuid?: string;
  /** A UUID, or the exact name. */
  readonly campaign?: string;
}

export interface CampaignValues {
  /** Unique in any case. */
  readonly name: string;
  /** A UUID, or a name in any case; dynamic groups too. */
  readonly group: string;
}

export interface CampaignEventValues {
  /** A field's key. */
  readonly relativeTo: string;
  readonly offset: number;
  readonly unit: EventUnit;
  readonly deliveryHour: number;
  /** A flow by UUID. */
  readonly action: { readonly message: EventMessage } | { readonly flow: string };
}

export type CampaignCommand =
  | { readonly do: "campaign.create"; readonly set: CampaignValues }
  | { readonly do: "campaign.update"; readonly uuid: string; readonly set: CampaignValues }
  | { readonly do: "campaign_event.create"; readonly campaign: string; readonly set: CampaignEventValues }
  /** `campaign`, where it is given, must be the one that the event is in: events do not move. */
  | {
      readonly do: "campaign_event.update";
      readonly uuid: string;
      readonly campaign?: string;
      readonly set: CampaignEventValues;
    }
  | { readonly do: "campaign_event.delete"; readonly uuid: string };

export type CampaignWritten =
  | { readonly kind: "campaign"; readonly created: boolean; readonly campaign: CampaignRecord }
  | { readonly kind: "campaign_event"; readonly created: boolean; readonly event: CampaignEventRecord };

export interface CampaignReads {
  campaigns(query: CampaignQuery): Promise<Page<CampaignRecord>>;
  /** By UUID, in the order asked for; unknown ones are left out. At most 250. */
  campaignsByUuid(uuids: readonly string[]): Promise<readonly CampaignRecord[]>;
  campaignEvents(query: CampaignEventQuery): Promise<Page<CampaignEventRecord>>;
  /** As campaigns. */
  campaignEventsByUuid(uuids: readonly string[]): Promise<readonly CampaignEventRecord[]>;
}
