/** Stands between a command and the edge's API, passes everything on, and breaks what a test wants broken. */
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** `lost`: it is passed on and done, and the answer never comes back. */
export type Fault =
  | { readonly kind: "status"; readonly status: number; readonly retryAfter?: string }
  | { readonly kind: "dropped" }
  | { readonly kind: "lost" };

export interface Breaking {
  readonly method: string;
  readonly path: RegExp;
  readonly fault: Fault;
}

export class ApiProxy {
  readonly url: string;
  /** Null: everything passes. */
  breaking: Breaking | null = null;
  readonly #close: () => void;

  private constructor(url: string, close: () => void) {
    this.url = url;
    this.#close = close;
  }

  static async open(target: string): Promise<ApiProxy> {
    const upstream = new URL(target);
    let proxy: ApiProxy | null = null;
    const server = createServer((incoming, outgoing) => {
      const { method = "", url = "" } = incoming;
      const { breaking } = proxy ?? { breaking: null };
      const hit = breaking !== null && breaking.method === method && breaking.path.test(url) ? breaking.fault : null;
      pass(incoming, outgoing, upstream, hit);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    proxy = new ApiProxy(`http://127.0.0.1:${port}${upstream.pathname}`, () => {
      server.closeAllConnections();
      server.close();
    });
    return proxy;
  }

  close(): void {
    this.#close();
  }
}

function pass(incoming: IncomingMessage, outgoing: ServerResponse, upstream: URL, fault: Fault | null): void {
  if (fault?.kind === "dropped") return void incoming.socket.destroy();
  if (fault?.kind === "status") {
    const errors = [{ code: 10_000, message: "So it is today." }];
    outgoing.writeHead(fault.status, {
      "Content-Type": "application/json",
      ...(fault.retryAfter !== undefined && { "Retry-After": fault.retryAfter }),
    });
    outgoing.end(JSON.stringify({ success: false, errors, messages: [], result: null }));
    return;
  }
  const { hostname, port } = upstream;
  const { method, url, headers } = incoming;
  const out = request({ hostname, port, method, path: url, headers }, (answer) => {
    if (fault?.kind === "lost") {
      answer.resume().once("end", () => incoming.socket.destroy());
      return;
    }
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  out.once("error", () => incoming.socket.destroy());
  incoming.pipe(out);
}
