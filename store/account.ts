/**
 * One account: its data in SQLite, its answers over RPC. This class only plumbs: reads are in read/, commands in
 * write/, imports in import/, exports in export/, all of them plain functions of a database. It knows no API version.
 */
import type {
  AccountObject,
  Actor,
  Command,
  ImportChunk,
  ImportResult,
  WriteOptions,
  WriteResult,
} from "../contracts/account.ts";
import { AccountReads } from "./account_reads.ts";
import { type Acts, type Done, type NotDone, runAct } from "./acts.ts";
import { clock } from "./clock.ts";
import { type Reader, database } from "./database.ts";
import type { Env } from "./env.ts";
import { type Exported, exportPart } from "./export/export.ts";
import type { Place } from "./export/place.ts";
import { applyChunk, importNext } from "./import/chunk.ts";
import { migrate } from "./migrate.ts";
import { MIGRATIONS } from "./migrations/index.ts";
import { type Context, context } from "./read/account.ts";
import { type RoomWatch, watchRoom } from "./room.ts";
import { workOf } from "./work/host.ts";
import type { Work } from "./work/work.ts";
import { runCommands } from "./write/run.ts";
import type { Writer } from "./write/transaction.ts";

/** What a module answers from the data. It gets the means to read only. */
export type Questions = Readonly<Record<string, (db: Reader, args: never) => unknown>>;

export interface Module {
  readonly questions: Questions;
  readonly acts: Acts;
}

export abstract class AccountStore extends AccountReads implements AccountObject {
  /** What is answered beside the contract, by name; composed where the class is exported. */
  protected abstract readonly modules: Readonly<Record<string, Module>>;
  protected readonly db: Reader;
  protected readonly context: Context;
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
    this.db = db;
    this.context = this.#writer.context;
    this.#work = workOf(ctx, this.#writer);
    // The alarm goes with what it is for; this is for one that the platform gave up after failures.
    this.#work.arm();
  }

  /** One round of the queue; see work/work.ts. */
  override async alarm(): Promise<void> {
    this.#work.round();
  }

  async write(actor: Actor, commands: readonly Command[], options?: WriteOptions): Promise<WriteResult> {
    const result = runCommands(this.#writer, actor, commands, options);
    this.#work.arm();
    this.#room.note();
    return result;
  }

  async importChunk(chunk: ImportChunk): Promise<ImportResult> {
    const result = applyChunk(this.#writer, this.ctx.id.name, chunk);
    this.#work.arm();
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

  /** Asks a module a question; what it answers must be plain data. */
  async ask(module: string, question: string, args: unknown): Promise<unknown> {
    const answer = this.#known(module, "questions")[question] as ((db: Reader, args: unknown) => unknown) | undefined;
    if (answer === undefined) throw unknownTo(module, question);
    return answer(this.db, args);
  }

  /** Has a module write, see acts.ts. */
  async perform(module: string, name: string, actor: Actor, args: unknown): Promise<Done | NotDone> {
    const act = this.#known(module, "acts")[name];
    if (act === undefined) throw unknownTo(module, name);
    const result = runAct(this.#writer, actor, act, args);
    this.#work.arm();
    this.#room.note();
    return result;
  }

  /** Without a prototype, so that no name means what nobody put there. */
  #known<K extends keyof Module>(module: string, part: K): Partial<Module[K]> {
    const known = Object.hasOwn(this.modules, module) ? this.modules[module]?.[part] : undefined;
    return Object.assign(Object.create(null), known);
  }
}

function unknownTo(module: string, name: string): Error {
  return new Error(`The store's module "${module}" has no "${name}".`);
}
