/**
 * The store's worker, with what a benchmark asks of it beside: the rows that SQLite read for the last list, places in
 * that list, rows as they are in the tables, and a plain loop that inserts them. The objects are the real ones.
 */
import type { Page, PageQuery, Position } from "../../contracts/account.ts";
import type { Env } from "../../store/env.ts";
import { Account as RealAccount } from "../../store/index.ts";
import { receive } from "../../store/receive.ts";
import type { Dump, Placed, Places, Rows } from "../store-shapes.ts";

/** And what else the store's worker exports for others to bind. */
export * from "../../store/index.ts";

type Answer = Page<unknown> | { readonly page: Page<unknown> | null };
type List = (query: PageQuery) => Promise<Answer>;

const LISTS = [
  "contacts",
  "groups",
  "fields",
  "messages",
  "labels",
  "channels",
  "channelEvents",
  "broadcasts",
  "flows",
  "flowStarts",
  "runs",
  "campaigns",
  "campaignEvents",
  "boundaries",
  "events",
  "resthooks",
  "resthookSubscribers",
  "resthookEvents",
  "deliveries",
] as const;

const PAGE = 250;
/** Rows of one step towards a place: a hundred thousand at once would not fit. */
const STEP = 2_500;
const LAST = Number.MAX_SAFE_INTEGER;

export class Account extends RealAccount {
  /** Null while nobody counts: an import would keep millions of them. */
  #cursors: SqlStorageCursor<never>[] | null = null;
  #asked: { readonly list: List; readonly query: PageQuery } | null = null;
  #rowsRead = 0;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const { sql } = ctx.storage;
    const exec = sql.exec.bind(sql);
    const counting = (text: string, ...values: SqlStorageValue[]) => {
      const cursor = exec<never>(text, ...values);
      this.#cursors?.push(cursor);
      return cursor;
    };
    Object.defineProperty(sql, "exec", { value: counting });
  }

  async counted(list: List, query: PageQuery): Promise<Answer> {
    const cursors: SqlStorageCursor<never>[] = [];
    this.#cursors = cursors;
    this.#asked = { list, query };
    try {
      return await list.call(this, query);
    } finally {
      this.#cursors = null;
      this.#rowsRead = cursors.reduce((sum, { rowsRead }) => sum + rowsRead, 0);
    }
  }

  /** Of the last list, and zero afterwards: what does not read the account's lists says so. */
  async rowsRead(): Promise<number> {
    const rows = this.#rowsRead;
    this.#rowsRead = 0;
    return rows;
  }

  async bytes(): Promise<number> {
    return this.ctx.storage.sql.databaseSize;
  }

  /** In the list that was asked for last, whatever its filters. */
  async places(after: number): Promise<Places> {
    const far = await this.#about(after);
    if (far !== null) return { deep: far, last: await this.#lastPage() };
    const found = await this.#after(after);
    const beyond = "position" in found ? await this.#page(found.position, PAGE) : null;
    if ("position" in found && beyond !== null && beyond.next !== null) {
      return { deep: found, last: await this.#lastPage() };
    }
    // The list ends before, or with the very page that was to be the deep one.
    const pages = Math.ceil("rows" in found ? found.rows / PAGE : found.after / PAGE + 1);
    if (pages < 2) return { deep: null, last: null };
    const deep = await this.#after(Math.floor(pages / 2) * PAGE);
    const last = await this.#after((pages - 1) * PAGE);
    return { deep: pages > 2 && "position" in deep ? deep : null, last: "position" in last ? last.position : null };
  }

  /**
   * Without walking there: the generated lists are as dense everywhere as at their beginning, so the way of the first step
   * is taken as often as it must be. Null where the list ends before.
   */
  async #about(rows: number): Promise<Placed | null> {
    const first = (await this.#page(null, 1)).next;
    const then = (await this.#page(null, STEP)).next;
    if (first === null || then === null) return null;
    const at = Math.round(first.at + ((then.at - first.at) * rows) / STEP);
    const position = { at, id: 1, back: false };
    return at > 0 && (await this.#page(position, PAGE)).next !== null ? { after: rows, position } : null;
  }

  /** Or how many rows there are, where nothing follows. */
  async #after(rows: number): Promise<Placed | { readonly rows: number }> {
    let seen = 0;
    let from: Position | null = null;
    while (seen < rows) {
      const page: Page<unknown> = await this.#page(from, Math.min(STEP, rows - seen));
      seen += page.items.length;
      from = page.next;
      if (from === null) return { rows: seen };
    }
    return from === null ? { rows: seen } : { after: seen, position: from };
  }

  /** From the end, a page back; then from there, one row back, to be told the way forward again. */
  async #lastPage(): Promise<Position | null> {
    let page = await this.#page({ at: 0, id: 0, back: true }, PAGE);
    if (page.items.length === 0) page = await this.#page({ at: LAST, id: LAST, back: true }, PAGE);
    return page.previous === null ? null : (await this.#page(page.previous, 1)).next;
  }

  async #page(from: Position | null, limit: number): Promise<Page<unknown>> {
    if (this.#asked === null) throw new Error("Ask for a list first.");
    const answer = await this.#asked.list.call(this, { ...this.#asked.query, from, limit });
    const page = "page" in answer ? answer.page : answer;
    if (page === null) throw new Error("This is no place of the list.");
    return page;
  }

  async dump({ table, by, above, upTo }: Dump): Promise<Rows> {
    const cursor = this.ctx.storage.sql.exec(`SELECT * FROM ${table} WHERE ${by} > ? AND ${by} <= ?`, above, upTo);
    const rows = [...cursor.raw()] as (string | number | null)[][];
    return { table, columns: cursor.columnNames, rows };
  }

  /** What an import is compared with: the rows as they are, one statement each, in one transaction. */
  async insert(tables: readonly Rows[]): Promise<void> {
    this.ctx.storage.transactionSync(() => {
      for (const { table, columns, rows } of tables) {
        const names = columns.map((name) => `"${name}"`).join(", ");
        const statement = `INSERT INTO ${table} (${names}) VALUES (${columns.map(() => "?").join(", ")})`;
        for (const row of rows) this.ctx.storage.sql.exec(statement, ...row).toArray();
      }
    });
  }

  /** What a benchmark needs to know of the data, past the lists that it examines. */
  async sql(statement: string): Promise<string> {
    return JSON.stringify(this.ctx.storage.sql.exec(statement).toArray());
  }
}

for (const name of LISTS) {
  const list = RealAccount.prototype[name] as unknown as List;
  const counted = function (this: Account, query: PageQuery): Promise<Answer> {
    return this.counted(list, query);
  };
  Object.defineProperty(Account.prototype, name, { value: counted });
}

async function fetch(request: Request, env: Env): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const account = env.ACCOUNTS.getByName(searchParams.get("account") ?? "") as unknown as DurableObjectStub<Account>;
  switch (pathname) {
    case "/bench/rows-read":
      return Response.json(await account.rowsRead());
    case "/bench/bytes":
      return Response.json(await account.bytes());
    case "/bench/places":
      return Response.json(await account.places(Number(searchParams.get("after"))));
    case "/bench/dump":
      return Response.json(await account.dump(await request.json<Dump>()));
    case "/bench/sql":
      return new Response(await account.sql(await request.text()));
    case "/bench/insert":
      await account.insert(await request.json<Rows[]>());
      return Response.json(null);
    default:
      return receive(request, env);
  }
}

export default { fetch } satisfies ExportedHandler<Env>;
