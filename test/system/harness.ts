/**
 * The whole system over real HTTP: the router and every worker behind it, in workerd, on a free loopback
 * port, with fresh Durable Objects. Everything a test does goes the way a client's or an operator's
 * request goes. Each test file starts its own and closes it.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createTestHarness } from "wrangler";
import { findWorkers } from "../../cli/deploy-configs.ts";
import { deployOrder } from "../../cli/deploy-order.ts";
import { chunks, documentLines } from "../../cli/import-lines.ts";
import { sampleAccounts, type ImportedAccount } from "./seed.ts";
import { quietWrangler } from "../quiet.ts";

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

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const STORE = join(ROOT, "store/wrangler.toml");

/** The router's first, which is the public one; then all that it reaches, as deploys find them. */
async function configs(): Promise<string[]> {
  const { workers, router } = await findWorkers(ROOT);
  const order = deployOrder(workers, router);
  if (order.kind !== "order") throw new Error("The workers' bindings cannot be followed.");
  return order.steps.map(({ worker }) => worker.config).toReversed();
}

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
  const scratch = mkdtempSync(join(tmpdir(), "milepost-system-"));
  quietWrangler(scratch);
  const harness = createTestHarness({
    root: ROOT,
    workers: (await configs()).map((configPath, index) => ({
      configPath,
      ...(index === 0 ? { secrets: { ADMIN_TOKEN }, vars: router } : {}),
      ...(configPath === STORE ? { vars: store } : {}),
    })),
  });
  const { url } = await harness.listen();
  const system: System = {
    url,
    fetch: (path, asked = {}) => fetch(new URL(path, url), request(asked)),
    load: (account) => load(url, account),
    bindings: (worker) => harness.getWorker(worker).getEnv(),
    async sql(account, statement) {
      const storage = await harness.getWorker("milepost-store").getDurableObjectStorage("Account", { name: account });
      await storage.exec(statement);
    },
    async close() {
      await harness.close();
      rmSync(scratch, { recursive: true, force: true });
    },
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
    const response = await fetch(new URL(`/admin/import?account=${account}&import=test&chunk=${chunk}`, url), {
      method: "POST",
      headers: { Authorization: `Bearer ${ADMIN_TOKEN}`, "Content-Type": "application/x-ndjson" },
      body: lines,
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`Import of ${account}, chunk ${chunk}: ${response.status} ${answer}`);
  }
}
