/**
 * Cases over real HTTP: the router as it is deployed, with the table of the cases in place of its own and a
 * tiny worker for each live version, in workerd. A case's pin is that of an account, whose key is sent. Requests are
 * written by node:http, because `fetch` would tidy up what some cases are about: empty values, repeated lines,
 * unusual paths.
 */
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request as send, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createTestHarness, unstable_readConfig } from "wrangler";
import { DIRECTORY, type DirectoryObject } from "../../router/identity/directory.ts";
import type { Source } from "../../router/version/resolve.ts";
import type { Case } from "./cases.ts";
import type { Actual } from "./outcome.ts";
import type { Table } from "./table.ts";
import { quietWrangler } from "../quiet.ts";

export interface HttpLevel {
  run(one: Case): Promise<Actual>;
  close(): Promise<void>;
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const ANSWERED_BY = "x-answered-by";
const ADMIN = "milepost-admin";
const KEY_HEADER = "X-API-Token";

const SOURCES: readonly Source[] = ["url", "header", "accept", "latest", "pin", "default"];

export async function startHttpLevel(table: Table): Promise<HttpLevel> {
  const scratch = mkdtempSync(join(tmpdir(), "milepost-conformance-"));
  quietWrangler(scratch);
  const workers = configurations(table).map((configuration) => {
    const configPath = join(scratch, `${configuration.name}.json`);
    writeFileSync(configPath, JSON.stringify(configuration));
    return { configPath };
  });
  const harness = createTestHarness({ root: ROOT, workers });
  const { url } = await harness.listen();
  const agent = new Agent({ keepAlive: true });
  const { DIRECTORY: directories } = await harness.getWorker<{ DIRECTORY: Directories }>(ADMIN).getEnv();
  const keys = new Map<number | null, Promise<string>>();
  return {
    async run(one) {
      const pin = one.request.pin ?? null;
      const key = keys.get(pin) ?? keyOf(pin, table.applications, directories);
      keys.set(pin, key);
      return ask(url, agent, one, await key);
    },
    async close() {
      agent.destroy();
      await harness.close();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}

interface Directories {
  getByName(name: string): DirectoryObject;
}

/**
 * The key of an account with that pin in every application. Past the operator's API, which would refuse a pin to what
 * is not live: accounts are pinned when a version is, and it is retired later.
 */
async function keyOf(pin: number | null, applications: readonly string[], directories: Directories): Promise<string> {
  const directory = directories.getByName(DIRECTORY);
  const account = `pin-${pin ?? "none"}`;
  const by = { actor: "conformance", reason: null, requestId: "conformance" };
  const digest = createHash("sha256").update(account).digest("hex");
  await directory.createAccount(by, { key: account, name: account });
  await directory.createKey(by, account, { digest, role: "A", label: null, expiresMs: null, applications: null });
  if (pin !== null) for (const name of applications) await directory.setPin(by, account, name, pin);
  return account;
}

/** The router's own configuration but for the table, the admin worker's, then one for each live version. */
function configurations({ bound, vars }: Table) {
  const own = unstable_readConfig({ config: join(ROOT, "wrangler.toml") });
  const router = {
    name: "milepost",
    main: join(ROOT, "router/index.ts"),
    compatibility_date: own.compatibility_date,
    compatibility_flags: own.compatibility_flags,
    rules: own.rules,
    durable_objects: own.durable_objects,
    services: bound.map((binding) => ({ binding, service: workerName(binding) })),
    vars,
  };
  const state = unstable_readConfig({ config: join(ROOT, "router/admin/wrangler.toml") });
  const admin = {
    name: ADMIN,
    main: join(ROOT, "router/admin/index.ts"),
    compatibility_date: state.compatibility_date,
    durable_objects: state.durable_objects,
    migrations: state.migrations,
  };
  const versions = bound.map((binding) => ({
    name: workerName(binding),
    main: join(ROOT, "test/conformance/version-worker.js"),
    compatibility_date: own.compatibility_date,
    vars: { BINDING: binding },
  }));
  return [router, admin, ...versions];
}

function workerName(binding: string): string {
  return `case-${binding.toLowerCase().replaceAll("_", "-")}`;
}

async function ask(origin: URL, agent: Agent, { request }: Case, key: string): Promise<Actual> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const { hostname, port } = origin;
    const options = {
      agent,
      hostname,
      port,
      path: request.url,
      method: request.method,
      headers: { ...request.headers, [KEY_HEADER]: key },
    };
    send(options, resolve).once("error", reject).end();
  });
  const body = await read(answer);
  const status = answer.statusCode ?? 0;
  const worker = answer.headers[ANSWERED_BY];
  if (typeof worker === "string") return { status, ...reportedBy(answer, worker) };
  if (status === 204) return { status, type: "preflight" };
  if (status === 200) return { status, type: "discovery" };
  if (answer.headers["content-type"]?.startsWith("application/problem+json") !== true)
    return { status, type: "no problem document" };
  if (answer.headers["cache-control"] !== "no-store") return { status, type: "a refusal that may be cached" };
  return { status, type: request.method === "HEAD" ? null : problemName(body) };
}

/** What the fields say, if it is also the worker that answered. */
function reportedBy(answer: IncomingMessage, worker: string): { version: number; by: Source } | { type: string } {
  const version = String(answer.headers["api-version"]);
  const by = SOURCES.find((source) => source === answer.headers["api-version-source"]);
  if (by === undefined) return { type: `no API-Version-Source, answered by ${worker}` };
  if (!worker.endsWith(`V${version}`)) return { type: `API-Version ${version}, but answered by ${worker}` };
  return { version: Number(version), by };
}

async function read(answer: IncomingMessage): Promise<string> {
  let text = "";
  answer.setEncoding("utf8");
  for await (const chunk of answer) text += String(chunk);
  return text;
}

function problemName(body: string): string {
  const type = (JSON.parse(body) as { readonly type?: unknown }).type;
  return typeof type === "string" ? type.slice(type.lastIndexOf("/") + 1) : "a problem without a type";
}
