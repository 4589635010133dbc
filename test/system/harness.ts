/**
 * The whole system over real HTTP: the router and every worker behind it, in workerd, on a free loopback
 * port, with fresh Durable Objects. Everything a test does goes the way a client's or an operator's
 * request goes. Each test file starts its own and closes it.
 */
import { join } from "node:path";
import { chunks, documentLines } from "../../cli/import-lines.ts";
import { systemConfigs } from "./configs.ts";
import { startWorkers, workerOf } from "./runtime.ts";
import { sampleAccounts, type ImportedAccount } from "./seed.ts";
import { send } from "./sending.ts";

export const ADMIN_TOKEN = "operator-of-the-tests";

/** Tokens of the sample data, by account; `surveyor` is the second one of `main`. */
export const TOKENS = {
  main: "a".repeat(40),
  surveyor: "5".repeat(40),
  other: "b".repeat(40),
  anon: "c".repeat(40),
  suspended: "d".repeat(40),
} as const;

export interface Asked {
  readonly method?: string;
  /** Sent as `Authorization: Token …`; `main`'s unless given; null sends none. */
  readonly token?: string | null;
  /** Sent as a JSON body. */
  readonly json?: unknown;
  /** Sent as it is, instead of `json`. */
  readonly body?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface System {
  readonly url: URL;
  /** @param path absolute, or below the root: `/api/v2/contacts.json` */
  fetch(path: string, asked?: Asked): Promise<Response>;
  load(account: ImportedAccount): Promise<void>;
  /** What a worker is bound to: for entrypoints that only other workers reach. */
  bindings(worker: string): Promise<Readonly<Record<string, unknown>>>;
  /** One statement on an account's own database, past the API: to break what no request can break. */
  sql(account: string, statement: string): Promise<void>;
  close(): Promise<void>;
}

const STORE = join("store", "wrangler.toml");

export interface Settings {
  /** Tables of the router in the place of its own. */
  readonly router?: Readonly<Record<string, TomlTable>>;
  /** Variables of the store beside its own. */
  readonly store?: Readonly<Record<string, string>>;
}

/** A table as TOML parsers read it, without dates. */
export type TomlTable = { [key: string]: string | number | boolean | TomlTable | (string | number | boolean)[] };

/** With the sample data loaded. */
export async function startSystem({ router = {}, store = {} }: Settings = {}): Promise<System> {
  const configs = await systemConfigs();
  const workers = configs.map((worker, index) => {
    if (index === 0) return workerOf(worker, { ...router, ADMIN_TOKEN });
    return workerOf(worker, worker.config === STORE ? store : {});
  });
  const { miniflare, url } = await startWorkers(await Promise.all(workers));
  const system: System = {
    url,
    fetch: (path, asked = {}) => send(new URL(path, url), request(asked)),
    load: (account) => load(url, account),
    bindings: (worker) => miniflare.getBindings(worker),
    async sql(account, statement) {
      const { name } = configs.find(({ config }) => config === STORE) ?? { name: "" };
      const storage = await miniflare.unsafeGetDurableObjectStorage(name, "Account", { name: account });
      await storage.exec(statement);
    },
    close: () => miniflare.dispose(),
  };
  for (const account of sampleAccounts()) await system.load(account);
  return system;
}

function request(asked: Asked): RequestInit {
  const headers = new Headers(asked.headers);
  const token = asked.token === undefined ? TOKENS.main : asked.token;
  if (token !== null) headers.set("Authorization", `Token ${token}`);
  const body = asked.json === undefined ? asked.body : JSON.stringify(asked.json);
  if (body !== undefined && !headers.has("Content-Type")) headers.set("Content-Type", "application/json");
  return {
    headers,
    redirect: "manual",
    method: asked.method ?? (body === undefined ? "GET" : "POST"),
    ...(body === undefined ? {} : { body }),
  };
}

/** Cut into chunks by the operator's own import. */
async function load(url: URL, loaded: ImportedAccount): Promise<void> {
  for await (const { account, chunk, lines } of chunks(documentLines({ version: 1, orgs: [loaded] }))) {
    const response = await send(new URL(`/admin/import?account=${account}&import=test&chunk=${chunk}`, url), {
      method: "POST",
      headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, "Content-Type": "application/x-ndjson" },
      body: lines,
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`Import of ${account}, chunk ${chunk}: ${response.status} ${answer}`);
  }
}
