/**
 * One account: its data in SQLite, its answers over RPC. This class only plumbs: reads are in read/, commands in
 * write/, imports in import/, exports in export/, all of them plain functions of a database. It knows no API version.
 */
import { DurableObject } from "cloudflare:workers";
import type {
  AccountObject,
  Actor,
  Command,
  ContactContext,
  ContactPage,
  ContactQuery,
  FieldQuery,
  GroupQuery,
  ImportChunk,
  ImportResult,
  Page,
  WriteOptions,
  WriteResult,
} from "../contracts/account.ts";
import type { BoundaryPage, BoundaryQuery } from "../contracts/boundaries.ts";
import type { BroadcastPage, BroadcastQuery } from "../contracts/broadcasts.ts";
import type { CampaignEventQuery, CampaignEventRecord, CampaignQuery, CampaignRecord } from "../contracts/campaigns.ts";
import type { ChannelEventQuery, ChannelEventRecord, ChannelQuery, ChannelRecord } from "../contracts/channels.ts";
import type { EventQuery, EventRecord } from "../contracts/events.ts";
import type { FlowQuery, FlowRecord, RunQuery, RunRecord, StartQuery, StartRecord } from "../contracts/flows.ts";
import type { LabelQuery, LabelRecord, MessagePage, MessageQuery } from "../contracts/messages.ts";
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
import { clock } from "./clock.ts";
import { type Reader, database } from "./database.ts";
import type { Env } from "./env.ts";
import { type Exported, exportPart } from "./export/export.ts";
import type { Place } from "./export/place.ts";
import { applyChunk, importNext } from "./import/chunk.ts";
import { migrate } from "./migrate.ts";
import { MIGRATIONS } from "./migrations/index.ts";
import { context } from "./read/account.ts";
import { broadcastPage } from "./read/broadcasts.ts";
import { boundaryPage } from "./read/boundaries.ts";
import { campaignEventPage } from "./read/campaign_events.ts";
import { campaignPage } from "./read/campaigns.ts";
import { channelEventPage } from "./read/channel_events.ts";
import { channelPage } from "./read/channels.ts";
import { contactsByUuid } from "./read/contact_row.ts";
import { contactPage } from "./read/contacts.ts";
import { deliveryPage } from "./read/deliveries.ts";
import { eventPage } from "./read/events.ts";
import { definitions } from "./read/definitions.ts";
import { fieldPage, fieldsByKey } from "./read/fields.ts";
import { startPage } from "./read/flow_starts.ts";
import { flowPage } from "./read/flows.ts";
import { groupPage, groupsByUuid } from "./read/groups.ts";
import { labelPage } from "./read/labels.ts";
import { messagePage } from "./read/messages.ts";
import { resthookEventPage, resthookPage, subscriberPage } from "./read/resthooks.ts";
import { runPage } from "./read/runs.ts";
import { type RoomWatch, watchRoom } from "./room.ts";
import { workOf } from "./work/host.ts";
import type { Work } from "./work/work.ts";
import { type Writer, runCommands } from "./write/run.ts";

/** Questions a module answers from the data. It gets the means to read only. */
export type Module = Readonly<Record<string, (db: Reader, args: never) => unknown>>;

export abstract class AccountStore extends DurableObject<Env> implements AccountObject {
  /** What is answered beside the contract, by name; composed where the class is exported. */
  protected abstract readonly modules: Readonly<Record<string, Module>>;
  readonly #writer: Writer;
  readonly #work: Work;
  readonly #room: RoomWatch;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage, MIGRATIONS);
    const db = database(ctx.storage.sql);
    this.#room = watchRoom(ctx, env);
    this.#writer = {
      db,
      clock: clock(db, () => Date.now() * 1000),
      context: context(db),
      transaction: (work) => ctx.storage.transactionSync(work),
      isFull: () => this.#room.isFull(),
    };
    this.#work = workOf(ctx, this.#writer);
    // The alarm goes with what it is for; this is for one that the platform gave up after failures.
    this.#work.arm();
  }

  /** One round of the queue; see work/work.ts. */
  override async alarm(): Promise<void> {
    this.#work.round();
  }

  async org(): Promise<AccountRecord | null> {
    return this.#writer.context.get()?.account ?? null;
  }

  async contacts(query: ContactQuery): Promise<ContactPage> {
    return { ...this.#context(), page: contactPage(this.#writer.db, query) };
  }

  async contactsByUuid(
    uuids: readonly string[],
  ): Promise<ContactContext & { readonly items: readonly ContactRecord[] }> {
    return { ...this.#context(), items: contactsByUuid(this.#writer.db, bounded(uuids)) };
  }

  async groups(query: GroupQuery): Promise<Page<GroupRecord>> {
    return groupPage(this.#writer.db, query);
  }

  async groupsByUuid(uuids: readonly string[]): Promise<readonly GroupRecord[]> {
    return groupsByUuid(this.#writer.db, bounded(uuids));
  }

  async fields(query: FieldQuery): Promise<Page<FieldRecord>> {
    return fieldPage(this.#writer.db, query);
  }

  async fieldsByKey(keys: readonly string[]): Promise<readonly FieldRecord[]> {
    return fieldsByKey(this.#writer.db, bounded(keys));
  }

  async campaigns(query: CampaignQuery): Promise<Page<CampaignRecord>> {
    return campaignPage(this.#writer.db, query);
  }

  async campaignEvents(query: CampaignEventQuery): Promise<Page<CampaignEventRecord>> {
    return campaignEventPage(this.#writer.db, query);
  }

  async messages(query: MessageQuery): Promise<MessagePage> {
    const { account } = this.#context();
    return { account, page: messagePage(this.#writer.db, account.uuid, query) };
  }

  async labels(query: LabelQuery): Promise<Page<LabelRecord>> {
    return labelPage(this.#writer.db, query);
  }

  async channels(query: ChannelQuery): Promise<Page<ChannelRecord>> {
    return channelPage(this.#writer.db, query);
  }

  async channelEvents(query: ChannelEventQuery): Promise<Page<ChannelEventRecord>> {
    return channelEventPage(this.#writer.db, query);
  }

  async broadcasts(query: BroadcastQuery): Promise<BroadcastPage> {
    return { account: this.#context().account, page: broadcastPage(this.#writer.db, query) };
  }

  async flows(query: FlowQuery): Promise<Page<FlowRecord>> {
    return flowPage(this.#writer.db, query);
  }

  async flowStarts(query: StartQuery): Promise<Page<StartRecord>> {
    return startPage(this.#writer.db, query);
  }

  async runs(query: RunQuery): Promise<Page<RunRecord>> {
    return runPage(this.#writer.db, query);
  }

  async events(query: EventQuery): Promise<Page<EventRecord>> {
    return eventPage(this.#writer.db, query);
  }

  async resthooks(query: ResthookQuery): Promise<Page<ResthookRecord>> {
    return resthookPage(this.#writer.db, query);
  }

  async resthookSubscribers(query: SubscriberQuery): Promise<Page<SubscriberRecord>> {
    return subscriberPage(this.#writer.db, query);
  }

  async resthookEvents(query: ResthookEventQuery): Promise<Page<ResthookEventRecord>> {
    return resthookEventPage(this.#writer.db, query);
  }

  async deliveries(query: DeliveryQuery): Promise<Page<DeliveryRecord>> {
    return deliveryPage(this.#writer.db, query);
  }

  async boundaries(query: BoundaryQuery): Promise<BoundaryPage> {
    return { account: this.#context().account, page: boundaryPage(this.#writer.db, query) };
  }

  async definitions(query: DefinitionQuery): Promise<Definitions> {
    return definitions(this.#writer.db, query);
  }

  async write(actor: Actor, commands: readonly Command[], options?: WriteOptions): Promise<WriteResult> {
    const result = runCommands(this.#writer, actor, commands, options);
    this.#work.arm();
    this.#room.note();
    return result;
  }

  async importChunk(chunk: ImportChunk): Promise<ImportResult> {
    const result = applyChunk(this.#writer, this.ctx.id.name, chunk);
    this.#room.note();
    return result;
  }

  async importNext(importId: string): Promise<number> {
    return importNext(this.#writer.db, importId);
  }

  /** The next part of an export, in the store's own words: only its worker asks, see export/stream.ts. */
  async exportPart(from: Place | null): Promise<Exported> {
    return exportPart((sql, ...values) => this.ctx.storage.sql.exec(sql, ...values), from);
  }

  /** Calls an operation of a module; what it answers must be plain data. */
  async ask(module: string, operation: string, args: unknown): Promise<unknown> {
    const known = Object.hasOwn(this.modules, module) ? this.modules[module] : undefined;
    if (known === undefined || !Object.hasOwn(known, operation)) {
      throw new Error(`The store has no operation "${operation}" in a module "${module}".`);
    }
    const answer = known[operation] as (db: Reader, args: unknown) => unknown;
    return answer(this.#writer.db, args);
  }

  #context(): ContactContext {
    const found = this.#writer.context.get();
    if (found === null)
      throw new Error("This account has no data yet: import it first, and ask org() before contacts.");
    return found;
  }
}

const AT_ONCE = 250;

function bounded(asked: readonly string[]): readonly string[] {
  if (asked.length <= AT_ONCE) return asked;
  throw new RangeError(`At most ${AT_ONCE} objects are read at once: ask for them in parts.`);
}
