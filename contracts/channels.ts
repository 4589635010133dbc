/** Channels and what came over them beside messages: their part of the account's answers. */
import type { Page, PageQuery } from "./account.ts";
import type { Micros, Ref } from "./records.ts";

/** The telephone that a channel runs on, as it last reported itself. */
export interface DeviceRecord {
  readonly name: string | null;
  /** Per cent. */
  readonly powerLevel: number | null;
  readonly powerStatus: string | null;
  readonly powerSource: string | null;
  readonly networkType: string | null;
}

export interface ChannelRecord {
  readonly id: number;
  readonly uuid: string;
  readonly name: string | null;
  readonly address: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  readonly type: string;
  /** Null: the channel does not run on a telephone. */
  readonly device: DeviceRecord | null;
  readonly lastSeen: Micros | null;
  readonly createdOn: Micros;
}

/** Sorted by (createdOn, id), both descending. Filters combine. */
export interface ChannelQuery extends PageQuery {
  readonly uuid?: string;
  readonly address?: string;
}

export interface ChannelEventRecord {
  readonly id: number;
  /** As it was imported: `call-in` and the like. */
  readonly type: string;
  readonly contact: Ref;
  readonly channel: Ref;
  readonly time: Micros;
  /** Seconds. */
  readonly duration: number;
  readonly createdOn: Micros;
}

/** Sorted by (createdOn, id), both descending. Filters combine; an unknown or deleted contact finds nothing. */
export interface ChannelEventQuery extends PageQuery {
  readonly id?: number;
  /** A UUID. */
  readonly contact?: string;
  /** Inclusive bounds on createdOn. */
  readonly before?: Micros;
  readonly after?: Micros;
}

export interface ChannelReads {
  channels(query: ChannelQuery): Promise<Page<ChannelRecord>>;
  /** By UUID, in the order asked for; unknown and released ones are left out. At most 250. */
  channelsByUuid(uuids: readonly string[]): Promise<readonly ChannelRecord[]>;
  channelEvents(query: ChannelEventQuery): Promise<Page<ChannelEventRecord>>;
  /** By number, in the order asked for; unknown ones are left out. At most 250. */
  channelEventsById(ids: readonly number[]): Promise<readonly ChannelEventRecord[]>;
}
