/** The reads of an account, over RPC. Each is a plain function of the database; this class only plumbs. */
import type { Around, AroundQuery } from "../contracts/around.ts";
import { around } from "./read/around.ts";
import { DurableObject } from "cloudflare:workers";
import type { ContactContext, ContactPage, ContactQuery, FieldQuery, GroupQuery, Page } from "../contracts/account.ts";
import type { BoundaryPage, BoundaryQuery, BoundaryRecord } from "../contracts/boundaries.ts";
import type { BroadcastPage, BroadcastQuery, BroadcastRecord } from "../contracts/broadcasts.ts";
import type { CampaignEventQuery, CampaignEventRecord, CampaignQuery, CampaignRecord } from "../contracts/campaigns.ts";
import type { ChannelEventQuery, ChannelEventRecord, ChannelQuery, ChannelRecord } from "../contracts/channels.ts";
import type { EventQuery, EventRecord } from "../contracts/events.ts";
import type { FlowQuery, FlowRecord, RunQuery, RunRecord, StartQuery, StartRecord } from "../contracts/flows.ts";
import type { LabelQuery, LabelRecord, MessagePage, MessageQuery, MessageRecord } from "../contracts/messages.ts";
import type { DefinitionQuery, Definitions } from "../contracts/definitions.ts";
import type { AccountRecord, ContactRecord, FieldRecord, GroupRecord } from "../contracts/records.ts";
import type {
  DeliveryQuery,
  DeliveryRecord,
  ResthookEventQuery,
  ResthookEventRecord,
  ResthookQuery,
  ResthookRecord,
  SubscriberQuery,
  SubscriberRecord,
} from "../contracts/webhooks.ts";
import type { Reader } from "./database.ts";
import type { Env } from "./env.ts";
import type { Context } from "./read/account.ts";
import { broadcastPage, broadcastsById } from "./read/broadcasts.ts";
import { boundariesByOsmId, boundaryPage } from "./read/boundaries.ts";
import { campaignEventPage, campaignEventsByUuid } from "./read/campaign_events.ts";
import { campaignPage, campaignsByUuid } from "./read/campaigns.ts";
import { channelEventPage, channelEventsById } from "./read/channel_events.ts";
import { channelPage, channelsByUuid } from "./read/channels.ts";
import { contactsByUuid } from "./read/contact_row.ts";
import { contactPage } from "./read/contacts.ts";
import { deliveryPage } from "./read/deliveries.ts";
import { eventPage } from "./read/events.ts";
import { definitions } from "./read/definitions.ts";
import { fieldPage, fieldsByKey } from "./read/fields.ts";
import { startPage } from "./read/flow_starts.ts";
import { flowPage, flowsByUuid } from "./read/flows.ts";
import { groupPage, groupsByUuid } from "./read/groups.ts";
import { labelPage, labelsByUuid } from "./read/labels.ts";
import { messagePage, messagesById } from "./read/messages.ts";
import { resthookEventPage, resthookPage, subscriberPage } from "./read/resthooks.ts";
import { runPage, runsById } from "./read/runs.ts";

export abstract class AccountReads extends DurableObject<Env> {
  protected abstract readonly db: Reader;
  protected abstract readonly context: Context;

  async org(): Promise<AccountRecord | null> {
    return this.context.get()?.account ?? null;
  }

  async contacts(query: ContactQuery): Promise<ContactPage> {
    return { ...this.settings(), page: contactPage(this.db, query) };
  }

  async contactsByUuid(
    uuids: readonly string[],
  ): Promise<ContactContext & { readonly items: readonly ContactRecord[] }> {
    return { ...this.settings(), items: contactsByUuid(this.db, bounded(uuids)) };
  }

  async around(query: AroundQuery): Promise<Around> {
    const settings = this.settings();
    return { ...settings, ...around(this.db, settings.account.country, query) };
  }

  async groups(query: GroupQuery): Promise<Page<GroupRecord>> {
    return groupPage(this.db, query);
  }

  async groupsByUuid(uuids: readonly string[]): Promise<readonly GroupRecord[]> {
    return groupsByUuid(this.db, bounded(uuids));
  }

  async fields(query: FieldQuery): Promise<Page<FieldRecord>> {
    return fieldPage(this.db, query);
  }

  async fieldsByKey(keys: readonly string[]): Promise<readonly FieldRecord[]> {
    return fieldsByKey(this.db, bounded(keys));
  }

  async campaigns(query: CampaignQuery): Promise<Page<CampaignRecord>> {
    return campaignPage(this.db, query);
  }

  async campaignEvents(query: CampaignEventQuery): Promise<Page<CampaignEventRecord>> {
    return campaignEventPage(this.db, query);
  }

  async campaignsByUuid(uuids: readonly string[]): Promise<readonly CampaignRecord[]> {
    return campaignsByUuid(this.db, bounded(uuids));
  }

  async campaignEventsByUuid(uuids: readonly string[]): Promise<readonly CampaignEventRecord[]> {
    return campaignEventsByUuid(this.db, bounded(uuids));
  }

  async messages(query: MessageQuery): Promise<MessagePage> {
    const { account } = this.settings();
    return { account, page: messagePage(this.db, account.uuid, query) };
  }

  async messagesById(
    ids: readonly number[],
  ): Promise<{ readonly account: AccountRecord; readonly items: readonly MessageRecord[] }> {
    const { account } = this.settings();
    return { account, items: messagesById(this.db, account.uuid, bounded(ids)) };
  }

  async labels(query: LabelQuery): Promise<Page<LabelRecord>> {
    return labelPage(this.db, query);
  }

  async labelsByUuid(uuids: readonly string[]): Promise<readonly LabelRecord[]> {
    return labelsByUuid(this.db, bounded(uuids));
  }

  async channels(query: ChannelQuery): Promise<Page<ChannelRecord>> {
    return channelPage(this.db, query);
  }

  async channelEvents(query: ChannelEventQuery): Promise<Page<ChannelEventRecord>> {
    return channelEventPage(this.db, query);
  }

  async channelsByUuid(uuids: readonly string[]): Promise<readonly ChannelRecord[]> {
    return channelsByUuid(this.db, bounded(uuids));
  }

  async channelEventsById(ids: readonly number[]): Promise<readonly ChannelEventRecord[]> {
    return channelEventsById(this.db, bounded(ids));
  }

  async broadcasts(query: BroadcastQuery): Promise<BroadcastPage> {
    return { account: this.settings().account, page: broadcastPage(this.db, query) };
  }

  async broadcastsById(
    ids: readonly number[],
  ): Promise<{ readonly account: AccountRecord; readonly items: readonly BroadcastRecord[] }> {
    return { account: this.settings().account, items: broadcastsById(this.db, bounded(ids)) };
  }

  async flows(query: FlowQuery): Promise<Page<FlowRecord>> {
    return flowPage(this.db, query);
  }

  async flowsByUuid(uuids: readonly string[]): Promise<readonly FlowRecord[]> {
    return flowsByUuid(this.db, bounded(uuids));
  }

  async flowStarts(query: StartQuery): Promise<Page<StartRecord>> {
    return startPage(this.db, query);
  }

  async runs(query: RunQuery): Promise<Page<RunRecord>> {
    return runPage(this.db, query);
  }

  async runsById(ids: readonly number[]): Promise<readonly RunRecord[]> {
    return runsById(this.db, bounded(ids));
  }

  async events(query: EventQuery): Promise<Page<EventRecord>> {
    return eventPage(this.db, query);
  }

  async resthooks(query: ResthookQuery): Promise<Page<ResthookRecord>> {
    return resthookPage(this.db, query);
  }

  async resthookSubscribers(query: SubscriberQuery): Promise<Page<SubscriberRecord>> {
    return subscriberPage(this.db, query);
  }

  async resthookEvents(query: ResthookEventQuery): Promise<Page<ResthookEventRecord>> {
    return resthookEventPage(this.db, query);
  }

  async deliveries(query: DeliveryQuery): Promise<Page<DeliveryRecord>> {
    return deliveryPage(this.db, query);
  }

  async boundaries(query: BoundaryQuery): Promise<BoundaryPage> {
    return { account: this.settings().account, page: boundaryPage(this.db, query) };
  }

  async boundariesByOsmId(osmIds: readonly string[], geometry: boolean): Promise<readonly BoundaryRecord[]> {
    return boundariesByOsmId(this.db, bounded(osmIds), geometry);
  }

  async definitions(query: DefinitionQuery): Promise<Definitions> {
    return definitions(this.db, query);
  }

  protected settings(): ContactContext {
    const found = this.context.get();
    if (found === null)
      throw new Error("This account has no data yet: import it first, and ask org() before contacts.");
    return found;
  }
}

const AT_ONCE = 250;

function bounded<T>(asked: readonly T[]): readonly T[] {
  if (asked.length <= AT_ONCE) return asked;
  throw new RangeError(`At most ${AT_ONCE} objects are read at once: ask for them in parts.`);
}
