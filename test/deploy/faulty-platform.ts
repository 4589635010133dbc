/** A small HTTP server in front of the local edge's API that fails on command: what wrangler and milepost meet on a bad day. */
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Edge } from "../../local/edge.ts";
import { closeServer, listen, portOf } from "../../local/listening.ts";

export type Fault =
  | { readonly kind: "none" }
  | { readonly kind: "status"; readonly status: number }
  /** The connection is cut without an answer. */
  | { readonly kind: "drop" };

/** Cloudflare's numbers for what it answers with these statuses. */
const CODES: Readonly<Record<number, number>> = { 403: 10000, 429: 971, 500: 10013 };

export class FaultyPlatform {
  readonly #server: Server;
  readonly #api: Edge["api"];
  /** Asked for every call; may change while a command runs. */
  fault: (method: string, path: string) => Fault = () => ({ kind: "none" });

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
      CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${portOf(this.#server)}/client/v4`,
      CLOUDFLARE_API_TOKEN: this.#api.token,
      CLOUDFLARE_ACCOUNT_ID: this.#api.accountId,
    };
  }

  async close(): Promise<void> {
    await closeServer(this.#server);
  }

  #answer(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const fault = this.fault(incoming.method ?? "", incoming.url ?? "");
    switch (fault.kind) {
      case "none":
        return this.#pass(incoming, outgoing);
      case "drop":
        return void incoming.socket.destroy();
      case "status":
        incoming.resume();
        outgoing.writeHead(fault.status, { "Content-Type": "application/json" });
        outgoing.end(
          JSON.stringify({
            success: false,
            errors: [{ code: CODES[fault.status] ?? 10013, message: "A bad day" }],
            messages: [],
            result: null,
          }),
        );
        return;
      default:
        fault satisfies never;
    }
  }

  #pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const url = new URL(incoming.url ?? "/", this.#api.url);
    const out = request(url, { method: incoming.method, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    out.once("error", () => outgoing.destroy());
    incoming.pipe(out);
  }
}
