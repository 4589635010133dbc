/** Counted lists (`counted.ts`): campaigns and their events, channels and calls, boundaries. */
import type { Micros } from "./records.ts";

/** Each filter holds any of its values. Inclusive bounds on createdOn. */
export interface CountedCampaignQuery {
  readonly uuid?: readonly string[];
  /** By number. */
  readonly campaign?: readonly number[];
  readonly before?: Micros;
  readonly after?: Micros;
}

/** `beside` of an event: the numbers of its campaign and of its flow, null where it starts none. */
export interface CountedCampaignEventQuery {
  readonly uuid?: readonly string[];
  /** By number. */
  readonly event?: readonly number[];
  /** Campaigns by UUID and by number. */
  readonly campaignUuid?: readonly string[];
  readonly campaign?: readonly number[];
  /** Inclusive bounds on createdOn. */
  readonly before?: Micros;
  readonly after?: Micros;
}

/** Channels in use. `beside` of one: `pending`, the messages that wait for it. */
export interface CountedChannelQuery {
  /** By number. */
  readonly channel?: readonly number[];
  readonly address?: readonly string[];
  /** ISO 3166-1 alpha-2, any case. */
  readonly country?: readonly string[];
  /** Inclusive bounds on lastSeen; a channel that was never seen is in none. */
  readonly before?: Micros;
  readonly after?: Micros;
}

/** `beside` of a call: `channel` (number), `address` of the channel, `phone` of the contact; null where there is none. */
export interface CountedCallQuery {
  readonly id?: readonly number[];
  readonly type?: readonly string[];
  /** Telephone numbers of contacts, as they stand after `tel:`. */
  readonly phone?: readonly string[];
  /** Channels by number. */
  readonly channel?: readonly number[];
  /** Inclusive bounds on createdOn. */
  readonly before?: Micros;
  readonly after?: Micros;
}

/** All of them; of an account without a country none. */
export type CountedBoundaryQuery = Readonly<Record<string, never>>;

/** An object as it may be named: by its number, or by its UUID. */
export type Named = { readonly id: number } | { readonly uuid: string };

/** What somebody who writes a campaign's event knows things by. */
export interface EventNames {
  readonly event?: Named;
  readonly campaign?: Named;
  readonly flow?: Named;
  /** The field with this label, any case; where there is none, the one with this key. */
  readonly field?: { readonly label: string; readonly key: string };
}

export interface Numbered {
  readonly id: number;
  readonly uuid: string;
}

/** What they are. Null: there is none, or it was not asked for. */
export interface NamedForEvent {
  /** With the campaign that it is in. */
  readonly event: (Numbered & { readonly campaign: Numbered }) | null;
  readonly campaign: Numbered | null;
  readonly flow: Numbered | null;
  /** Its key. */
  readonly field: string | null;
}

/** Channels by UUID. Nothing is sent through them from then on, and no list shows them. */
export interface ReleaseChannels {
  readonly channels: readonly string[];
}

export interface CampaignNames {
  namedForEvent(account: string, names: EventNames): Promise<NamedForEvent>;
}
