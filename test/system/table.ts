/**
 * The real router over a version table made up by a test, with versions of a few lines behind it: for what
 * the messaging API never does on its own. Everything still goes over real HTTP through workerd.
 */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CALLERS_STATE, callersState, type Modules, serve, type Served } from "../../bench/workerd.ts";
import { builtAs } from "./when-built.ts";

const KEY = "k".repeat(40);
export const ADMIN_TOKEN = "operator-of-the-tests";

/** Answers what it was asked, and does what its query says; every version of a test table runs it. */
const VERSION = `
export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    if (url.pathname === "/throw") throw new Error("a secret of the worker");
    if (url.pathname === "/hang") return new Promise(() => {});
    if (url.pathname === "/ws") {
      const [client, server] = Object.values(new WebSocketPair());
      server.accept();
      server.addEventListener("message", (event) => server.send("v" + env.NUMBER + ":" + event.data));
      return new Response(null, { status: 101, webSocket: client });
    }
    if (url.pathname === "/slow") {
      const { readable, writable } = new TransformStream();
      const writer = writable.getWriter();
      (async () => { for (const part of ["a", "b", "c"]) { await writer.write(new TextEncoder().encode(part)); await scheduler.wait(400); } await writer.close(); })();
      return new Response(readable);
    }
    if (url.pathname === "/log") console.log("worker saw " + request.headers.get("X-Request-Id"));
    const headers = new Headers({ "Content-Type": "application/json" });
    for (const field of url.searchParams.getAll("set")) {
      const colon = field.indexOf(":");
      headers.append(field.slice(0, colon), field.slice(colon + 1));
    }
    const status = Number(url.searchParams.get("status") ?? 200);
    const body = JSON.stringify({
      version: env.NUMBER, method: request.method, url: request.url,
      headers: Object.fromEntries(request.headers), body: await request.text(),
    });
    return new Response([101, 204, 205, 304].includes(status) ? null : body, { status, headers });
  },
};
`;

export interface Table {
  readonly url: URL;
  /** With the table's key unless `headers` has an Authorization of its own, or `key` is false. */
  fetch(path: string, init?: RequestInit & { key?: boolean; router?: number }): Promise<Response>;
  /** Imports lines, as an operator does. */
  load(account: string, lines: readonly object[]): Promise<void>;
  /** What the workers wrote to their logs so far. */
  logs(): string;
  close(): Promise<void>;
}

/** Takes whatever comes, but for the imports that ask to be refused; has nothing to export. */
const STORE = `
export default {
  fetch(request) {
    const { pathname, searchParams } = new URL(request.url);
    const id = searchParams.get("import");
    if (id === "failing" || pathname === "/export") return new Response("a secret of the store", { status: 500 });
    if (id === "full") return Response.json({}, { status: 507 });
    if (id === "gap") return Response.json({ next: 3 }, { status: 409 });
    return Response.json({ applied: true, next: 1 });
  },
};
`;

/** An object of another build, whose answers the router cannot use. */
const ODD = `
import { DurableObject } from "cloudflare:workers";
export class Odd extends DurableObject { find() { return { expiresMs: null, applications: null }; } }
const failing = (message, marks) => Object.assign(new Error(message), marks);
export class Throwing extends DurableObject { take() { throw failing("a secret of the limiter"); } }
export class Overloaded extends DurableObject { take() { throw failing("busy", { retryable: true, overloaded: true }); } }
export class Hanging extends DurableObject { take() { return new Promise(() => {}); } }
/** Fails in a way that is worth a second try, every other time. */
export class Flaky extends DurableObject {
  take(take) {
    this.calls = (this.calls ?? 0) + 1;
    if (this.calls % 2 === 1) throw failing("a moment", { retryable: true });
    return { lease: 0, n: take.min, ttlMs: 0, retryMs: 0, violated: [], shadowed: [], standings: [] };
  }
}
export default { fetch: () => new Response() };
`;

/** How a deployment differs from the usual one: mostly by what it is without. */
export interface Lack {
  readonly operator?: boolean;
  readonly admin?: boolean;
  /** No object at all, or one that answers nonsense. */
  readonly keys?: "none" | "sense";
  /** A limiter that throws, hangs, or says that it is overloaded. */
  /** How many routers share the objects: 1 unless given. */
  readonly routers?: number;
  readonly limiter?: "Throwing" | "Hanging" | "Overloaded" | "Flaky";
}

function keysBinding(lack: Lack["keys"]) {
  if (lack === "none") return [];
  return [lack === "sense" ? { name: "KEYS", object: "Odd", service: "ODD" } : bound("KEYS")];
}

function limiterBinding(lack: Lack["limiter"]) {
  return lack === undefined ? null : { name: "LIMITER", object: lack, service: "ODD" };
}

function bound(name: string) {
  return { name, object: CALLERS_STATE[name] ?? "", service: "admin" };
}

/**
 * Plain workerd rather than wrangler's test harness: there a worker that throws is turned into an answer,
 * here the router meets what it meets in production.
 * @param vars the router's vars
 * @param bindings names such as `V2`: each gets a worker of its own
 * @param dead names that are bound to a worker which only throws
 */
export async function startTable(
  vars: Readonly<Record<string, unknown>>,
  bindings: readonly string[],
  dead: readonly string[] = [],
  lack: Lack = {},
): Promise<Table> {
  const services = [...bindings, ...dead];
  const versions = bindings.map((binding): Served => {
    const number = Number(/\d+$/.exec(binding)?.[0]);
    return { bundle: script(binding, VERSION), bindings: [{ name: "NUMBER", json: number }] };
  });
  const router = await builtAs("router", "wrangler.toml");
  const routers = Array.from({ length: lack.routers ?? 1 }, (_, index): Served => ({
    bundle: { ...router, name: `${router.name}-${index}` },
    bindings: [
      ...Object.entries(vars).map(([name, json]) => ({ name, json })),
      ...services.map((binding) => ({ name: binding, service: binding })),
      ...(lack.admin === true ? [] : [{ name: "ADMIN", service: "admin" }]),
      ...keysBinding(lack.keys),
      limiterBinding(lack.limiter) ?? bound("LIMITER"),
      bound("USAGE"),
      ...(lack.operator === true ? [] : [{ name: "ADMIN_TOKEN", text: ADMIN_TOKEN }]),
    ],
    open: true,
  }));
  const running = await serve([
    ...routers,
    {
      bundle: await builtAs("admin", join("router", "admin", "wrangler.toml")),
      bindings: [
        { name: "STORE", service: "STORE" },
        // The directory tells the same limiter that requests meet.
        ...callersState().map((it) => (it.name === "LIMITER" ? (limiterBinding(lack.limiter) ?? it) : it)),
      ],
      classes: Object.values(CALLERS_STATE),
    },
    ...versions,
    ...dead.map((binding) => ({ bundle: script(binding, 'export default { fetch() { throw new Error("dead"); } };') })),
    // An import of keys needs a store to take the rest; this one has nothing to take.
    { bundle: script("STORE", STORE) },
    { bundle: script("ODD", ODD), classes: ["Odd", "Throwing", "Overloaded", "Hanging", "Flaky"] },
  ]);
  const urls = routers.map(({ bundle: { name } }) => new URL(running.origins.get(name) ?? ""));
  const [url = new URL("http://127.0.0.1")] = urls;
  const table: Table = {
    url,
    fetch: (path, { key, router: index = 0, ...init } = {}) => {
      const headers = new Headers(init.headers);
      if (key !== false && !headers.has("Authorization")) headers.set("Authorization", `Token ${KEY}`);
      return fetch(new URL(path, urls[index]), { redirect: "manual", ...init, headers });
    },
    async load(account, lines) {
      const imported = await fetch(new URL(`/admin/import?account=${account}`, url), {
        method: "POST",
        headers: { Authorization: `Bearer ${ADMIN_TOKEN}` },
        body: lines.map((line) => JSON.stringify(line)).join("\n"),
      });
      await imported.body?.cancel();
    },
    logs: () => running.logs(),
    close: () => running.close(),
  };
  await table.load("tests", [{ tokens: { token: KEY, role: "A" } }]);
  return table;
}

function script(name: string, text: string): Modules {
  const file = join(mkdtempSync(join(tmpdir(), "milepost-table-")), "index.js");
  writeFileSync(file, text);
  return { name, modules: [{ name: "index.js", file }] };
}

/** A day so many days from now, as operators write it: no test depends on the calendar. */
export function day(fromNow: number): string {
  return new Date(Date.now() + fromNow * 86_400_000).toISOString().slice(0, 10);
}

/** An instant so many seconds from now, to the second. */
export function second(fromNow: number): string {
  return `${new Date(Date.now() + fromNow * 1000).toISOString().slice(0, 19)}Z`;
}
