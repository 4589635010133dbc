/** What the store's tests start from: objects of their own name, with an account of the sample file in them. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import type { Actor, Command, ContactQuery, WriteResult, Written } from "../../contracts/account.ts";
// oxlint-disable-next-line no-restricted-imports -- Sample data for tests, not code that runs on Node.
import sample from "../../local/sample/seed.json";
import type { AccountStore } from "../account.ts";
import { type Database, type Statement, type Value, database } from "../database.ts";
import type { Env } from "../env.ts";
import { IMPORT_LISTS } from "../../contracts/import.ts";

export type Org = (typeof sample)["orgs"][number];
export type Stub = DurableObjectStub<AccountStore>;

export const ACTOR: Actor = { key: "key-1", version: "any", requestId: "request-1", reason: "test" };
export const ALL: ContactQuery = { limit: 250, from: null };

export const bindings = env as unknown as Env;
const { ACCOUNTS } = bindings;
let accounts = 0;

export function org(key: string): Org {
  const found = sample.orgs.find((one) => one.key === key);
  if (found === undefined) throw new Error(`The sample has no account "${key}".`);
  return found;
}

/** An object nobody used before; `kind` is part of its name. */
export function fresh(kind = "main"): { readonly name: string; readonly stub: Stub } {
  accounts += 1;
  const name = `${kind}-${accounts}`;
  return { name, stub: ACCOUNTS.getByName(name) };
}

/** A new object with the sample's account of that key in it. */
export async function imported(key = "main"): Promise<Stub> {
  const { name, stub } = fresh(key);
  const result = await stub.importChunk({ importId: "first", chunk: 0, lines: ndjson({ ...org(key), key: name }) });
  if (!result.ok) throw new Error(JSON.stringify(result));
  return stub;
}

/** The import lines of an account, without its keys. */
export function ndjson(account: Org): string {
  const listNames: ReadonlySet<string> = new Set(IMPORT_LISTS);
  const head = { org: Object.fromEntries(Object.entries(account).filter(([name]) => !listNames.has(name))) };
  const lists = IMPORT_LISTS.filter((list) => list !== "tokens");
  const items = lists.flatMap((list) => listed(account, list).map((item: unknown) => ({ [list]: item })));
  return [head, ...items].map((line) => JSON.stringify(line)).join("\n");
}

export function write(stub: Stub, ...commands: Command[]): Promise<WriteResult> {
  return stub.write(ACTOR, commands);
}

/** The sample has none of the lists that are newer than it. */
function listed(account: Org, list: string): readonly unknown[] {
  return ((account as Readonly<Record<string, unknown>>)[list] as readonly unknown[] | undefined) ?? [];
}

/** The single result of a command that must succeed. */
export async function done(stub: Stub, command: Command): Promise<Written> {
  const result = await write(stub, command);
  const [written] = result.ok ? result.written : [];
  if (written === undefined) throw new Error(JSON.stringify(result));
  return written;
}

export async function contactOf(stub: Stub, command: Command): Promise<Extract<Written, { kind: "contact" }>> {
  const written = await done(stub, command);
  if (written.kind !== "contact") throw new Error(`Expected a contact, got ${written.kind}.`);
  return written;
}

export function sql<T extends Record<string, SqlStorageValue>>(
  stub: Stub,
  query: string,
  ...values: Value[]
): Promise<T[]> {
  return runInDurableObject(stub, (_, state) => state.storage.sql.exec<T>(query, ...values).toArray());
}

/** A database that notes what it is asked, and how many rows that read. */
export function watched(storage: SqlStorage): Database & { readonly statements: Statement[]; rowsRead: number } {
  const statements: Statement[] = [];
  const inner = database(storage);
  const watch = {
    ...inner,
    statements,
    rowsRead: 0,
    all: <T extends Record<string, SqlStorageValue>>(text: string, ...values: Value[]): T[] => {
      statements.push({ sql: text, values });
      const cursor = storage.exec<T>(text, ...values);
      const rows = cursor.toArray();
      watch.rowsRead += cursor.rowsRead;
      return rows;
    },
    // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- As in Reader.
    first: <T extends Record<string, SqlStorageValue>>(text: string, ...values: Value[]): T | null =>
      watch.all<T>(text, ...values)[0] ?? null,
    run: (text: string, ...values: Value[]): void => void watch.all(text, ...values),
  };
  return watch;
}
