/**
 * The API's HTTP side: the token on every call, Cloudflare's envelope around every answer, and Node's requests
 * as platform ones, so that the multipart body is parsed by the runtime and not by us.
 */
import { timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { listen } from "../listening.ts";
import type { Platform } from "../platform.ts";
import { CODES, Refusal } from "../refusal.ts";
import { CALLS } from "./calls.ts";

export interface ApiOptions {
  readonly token: string;
  readonly accountId: string;
  readonly platform: Platform;
  readonly publicUrl: (worker: string) => string;
  /** What went wrong on our side: goes to the log, never to the caller. */
  readonly log: (line: string) => void;
}

/** Cloudflare's own: `CLOUDFLARE_API_BASE_URL` ends with it. */
export const API_BASE = "/client/v4";

/** On a free loopback port. */
export async function serveApi(options: ApiOptions): Promise<Server> {
  const server = createServer((incoming, outgoing) => void respond(incoming, outgoing, options));
  // An upload waits its turn behind others.
  server.requestTimeout = 0;
  await listen(server, 0);
  return server;
}

async function respond(incoming: IncomingMessage, outgoing: ServerResponse, options: ApiOptions): Promise<void> {
  try {
    const result = (await handle(incoming, options)) ?? null;
    send(outgoing, 200, { success: true, errors: [], messages: [], result });
  } catch (error) {
    const refusal = error instanceof Refusal ? error : internal(error, options);
    const { code, message } = refusal;
    send(outgoing, refusal.status, { success: false, errors: [{ code, message }], messages: [], result: null });
  }
}

async function handle(incoming: IncomingMessage, options: ApiOptions): Promise<unknown> {
  if (!authorised(incoming.headers.authorization, options.token)) {
    throw new Refusal(
      403,
      CODES.unauthorised,
      "This API token is not the local edge's. It is in the data folder's edge.json.",
    );
  }
  const url = new URL(incoming.url ?? "/", "http://127.0.0.1");
  const path = url.pathname.startsWith(API_BASE) ? url.pathname.slice(API_BASE.length) : url.pathname;
  for (const [method, pattern, handler] of CALLS) {
    const parts =
      method === incoming.method
        ? match(pattern.replace(/^A\//, `/accounts/${options.accountId}/workers/`), path)
        : null;
    if (parts === null) continue;
    const { platform, publicUrl } = options;
    return handler({ request: platformRequest(incoming, url), query: url.searchParams, parts, platform, publicUrl });
  }
  throw new Refusal(404, CODES.noRoute, `The local edge does not imitate the API call ${incoming.method} ${path}.`);
}

/** The variable parts of a path that fits the pattern, else null. */
export function match(pattern: string, path: string): readonly string[] | null {
  const expected = pattern.split("/");
  const found = path.split("/");
  if (expected.length !== found.length) return null;
  const parts: string[] = [];
  for (const [index, part] of expected.entries()) {
    const text = found[index] ?? "";
    if (part === "*") parts.push(decoded(text));
    else if (part !== text) return null;
  }
  return parts;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function authorised(field: string | undefined, token: string): boolean {
  const given = Buffer.from(field ?? "");
  const expected = Buffer.from(`Bearer ${token}`);
  return given.byteLength === expected.byteLength && timingSafeEqual(given, expected);
}

function platformRequest(incoming: IncomingMessage, url: URL): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (typeof value === "string") headers.set(name, value);
  }
  const method = incoming.method ?? "GET";
  if (method === "GET" || method === "HEAD") return new Request(url, { method, headers });
  // `duplex` is required for a streamed body and missing from TypeScript's DOM types.
  const init: RequestInit & { duplex: "half" } = {
    method,
    headers,
    body: Readable.toWeb(incoming) as ReadableStream,
    duplex: "half",
  };
  return new Request(url, init);
}

/** Not 5xx: wrangler would try again, and a fault of ours does not go away. */
function internal(error: unknown, options: ApiOptions): Refusal {
  options.log(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return new Refusal(
    400,
    CODES.badRequest,
    "The local edge failed at this call; its log says why. What was deployed before is still live.",
  );
}

function send(outgoing: ServerResponse, status: number, body: unknown): void {
  outgoing.writeHead(status, { "Content-Type": "application/json" });
  outgoing.end(JSON.stringify(body));
}
