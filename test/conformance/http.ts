/**
 * Cases over real HTTP: the router as it is deployed, with the table of the cases in place of its own and a
 * tiny worker for each live version, in workerd. A case's pin is that of an account, whose key is sent. Requests are
 * written by node:http, because `fetch` would tidy up what some cases are about: empty values, repeated lines,
 * unusual paths.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { Agent, request as send, type IncomingMessage } from "node:http";
import { join } from "node:path";
import { DIRECTORY, type DirectoryObject } from "../../router/identity/directory.ts";
import type { Source } from "../../router/version/resolve.ts";
import type { Case } from "./cases.ts";
import type { Actual } from "./outcome.ts";
import type { Table } from "./table.ts";
import { type Options, startWorkers, workerOf } from "../system/runtime.ts";

export interface HttpLevel {
  run(one: Case): Promise<Actual>;
  close(): Promise<void>;
}

const VERSION_WORKER = readFileSync(new URL("version-worker.js", import.meta.url), "utf8");
const ANSWERED_BY = "x-answered-by";
/** As their configurations call them. */
const [ROUTER, ADMIN] = ["milepost", "milepost-admin"];
const KEY_HEADER = "X-API-Token";

const SOURCES: readonly Source[] = ["url", "header", "accept", "latest", "pin", "default"];

export async function startHttpLevel(table: Table): Promise<HttpLevel> {
  const { miniflare, url } = await startWorkers(await workersOf(table));
  const agent = new Agent({ keepAlive: true });
  const { DIRECTORY: directories } = await miniflare.getBindings<{ DIRECTORY: Directories }>(ADMIN);
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
      await miniflare.dispose();
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

/** The router as it is configured but for the table, the admin worker, then one for each live version. */
async function workersOf({ bound, vars }: Table): Promise<Options[]> {
  const router = await workerOf({ name: ROUTER, config: "wrangler.toml" });
  const admin = await workerOf({ name: ADMIN, config: join("router", "admin", "wrangler.toml") });
  const { compatibilityDate } = router;
  return [
    { ...router, bindings: vars, serviceBindings: Object.fromEntries(bound.map((name) => [name, workerName(name)])) },
    { ...admin, serviceBindings: {} },
    ...bound.map((name) => ({
      name: workerName(name),
      compatibilityDate,
      modules: [{ type: "ESModule", path: "version-worker.js", contents: VERSION_WORKER }],
      bindings: { BINDING: name },
    })),
  ];
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
