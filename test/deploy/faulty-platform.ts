/**
 * Stands between wrangler or milepost and the local edge's API, passes everything on, and breaks what a test wants broken:
 * what they meet on a bad day.
 */
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { Edge } from "../../local/edge.ts";
import { closeServer, listen, portOf } from "../../local/listening.ts";

export type Fault =
  | { readonly kind: "status"; readonly status: number; readonly retryAfter?: string }
  /** The connection is cut without an answer. */
  | { readonly kind: "dropped" }
  /** It is taken, and nothing ever comes. */
  | { readonly kind: "hanging" }
  /** It is passed on and done, and then that happens to the answer. */
  | { readonly kind: "lost"; readonly by: "dropped" | "hanging" };

/** Null: the call passes. */
export type Faults = (method: string, path: string) => Fault | null;

/** Cloudflare's numbers for what it answers with these statuses. */
const CODES: Readonly<Record<number, number>> = { 403: 10000, 429: 971, 500: 10013 };

export const nothing: Faults = () => null;

export class FaultyPlatform {
  readonly #server: Server;
  readonly #api: Edge["api"];
  /** Asked for every call; may change while a command runs. */
  faults: Faults = nothing;

  private constructor(server: Server, api: Edge["api"]) {
    this.#server = server;
    this.#api = api;
  }

  static async open(api: Edge["api"]): Promise<FaultyPlatform> {
    const server = createServer();
    await listen(server, 0);
    const platform = new FaultyPlatform(server, api);
    server.on("request", (incoming: IncomingMessage, outgoing: ServerResponse) => platform.#answer(incoming, outgoing));
    return platform;
  }

  /** The variables that lead wrangler and milepost here, as they would lead them to Cloudflare. */
  get variables(): Readonly<Record<string, string>> {
    return {
      CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${portOf(this.#server)}${new URL(this.#api.url).pathname}`,
      CLOUDFLARE_API_TOKEN: this.#api.token,
      CLOUDFLARE_ACCOUNT_ID: this.#api.accountId,
    };
  }

  async close(): Promise<void> {
    await closeServer(this.#server);
  }

  #answer(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const fault = this.faults(incoming.method ?? "", incoming.url ?? "");
    if (fault === null) return this.#pass(incoming, (answer) => relay(answer, outgoing), outgoing);
    switch (fault.kind) {
      case "dropped":
        return void incoming.socket.destroy();
      case "hanging":
        return void incoming.resume();
      case "status":
        return refuse(incoming, outgoing, fault);
      case "lost": {
        const lose = (): void => void (fault.by === "dropped" && incoming.socket.destroy());
        return this.#pass(incoming, (answer) => answer.resume().once("end", lose), outgoing);
      }
      default:
        fault satisfies never;
    }
  }

  #pass(incoming: IncomingMessage, answered: (answer: IncomingMessage) => void, outgoing: ServerResponse): void {
    const url = new URL(incoming.url ?? "/", this.#api.url);
    const out = request(url, { method: incoming.method, headers: incoming.headers }, answered);
    out.once("error", () => outgoing.destroy());
    incoming.pipe(out);
  }
}

function relay(answer: IncomingMessage, outgoing: ServerResponse): void {
  outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.pipe(outgoing);
}

function refuse(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { status, retryAfter }: Extract<Fault, { kind: "status" }>,
): void {
  incoming.resume();
  const fields = { "Content-Type": "application/json", ...(retryAfter !== undefined && { "Retry-After": retryAfter }) };
  const errors = [{ code: CODES[status] ?? 10013, message: "A bad day" }];
  outgoing.writeHead(status, fields).end(JSON.stringify({ success: false, errors, messages: [], result: null }));
}
