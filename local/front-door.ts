/**
 * The public port. Passes requests on to the runtime, streaming both ways, and keeps them out while the
 * runtime reloads (see `gate.ts`). A request is sent a second time only if it provably never left: while the
 * connection to the runtime could not be made. One that may have been delivered is answered 502, whatever its
 * method, because nobody here knows what it did.
 */
import {
  Agent,
  createServer,
  type IncomingMessage,
  request,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Certificate } from "./certificate.ts";
import { requestFields, responseFields } from "./fields.ts";
import type { Gate } from "./gate.ts";
import { passUpgrade } from "./upgrade.ts";

export interface Upstream {
  /** Where the runtime listens now. */
  readonly url: URL;
  /** Changes when the runtime was started again: pooled connections of an earlier one are dead. */
  readonly generation: number;
  /** Called when the runtime's port is closed outside a reload. */
  heal(): Promise<void>;
}

export interface FrontDoorOptions {
  /** 0: any free one. */
  readonly port: number;
  readonly certificate: Certificate | null;
  readonly gate: Gate;
  readonly upstream: Upstream;
  /** The worker that answers, or null: 404. */
  readonly choose: (host: string, path: string) => string | null;
}

/** Milliseconds: how long a runtime that was killed may take to come back before its requests get 503. */
const COMEBACK = 10_000;
const RETRY = 50;
/** Milliseconds: below the five seconds after which workerd itself closes an idle connection. */
const IDLE = 2_000;

export class FrontDoor {
  readonly #options: FrontDoorOptions;
  readonly server: Server;
  #agent = new Agent({ keepAlive: true, timeout: IDLE });
  #generation = 0;

  private constructor(options: FrontDoorOptions) {
    this.#options = options;
    const listener: RequestListener = (incoming, outgoing) => void this.#pass(incoming, outgoing);
    // Other upgrades (`h2c`, which Java's client offers on every request) are ordinary requests to us.
    const shouldUpgradeCallback = (incoming: IncomingMessage) =>
      incoming.headers.upgrade?.toLowerCase() === "websocket";
    const { certificate } = options;
    this.server =
      certificate === null
        ? createServer({ shouldUpgradeCallback }, listener)
        : createSecureServer({ ...certificate, shouldUpgradeCallback, ALPNProtocols: ["http/1.1"] }, listener);
    this.server.on("upgrade", (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
      void passUpgrade({ incoming, socket, head, door: options });
    });
    // Slow uploads are the client's business; the default would cut them after five minutes.
    this.server.requestTimeout = 0;
  }

  /** Throws an `Error` with a sentence when the port cannot be had. */
  static async open(options: FrontDoorOptions): Promise<FrontDoor> {
    const door = new FrontDoor(options);
    await listen(door.server, options.port);
    return door;
  }

  get port(): number {
    return portOf(this.server);
  }

  async close(): Promise<void> {
    await closeServer(this.server);
    this.#agent.destroy();
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { gate, choose } = this.#options;
    const worker = choose(incoming.headers.host ?? "", (incoming.url ?? "/").split("?", 1)[0] ?? "/");
    if (worker === null)
      return answer(outgoing, 404, "No public worker is deployed here. Deploy one with: npm run deploy -- --local");
    if (!(await gate.enter())) return answer(outgoing, 503, "The local edge is still reloading. Try again.");
    try {
      await this.#forward(incoming, outgoing, worker);
    } finally {
      gate.leave();
    }
  }

  /** Ends when the answer is over, well or badly. */
  async #forward(incoming: IncomingMessage, outgoing: ServerResponse, worker: string): Promise<void> {
    const deadline = performance.now() + COMEBACK;
    while (!outgoing.destroyed) {
      const result = await attempt(incoming, outgoing, worker, this.#connection());
      if (result === "done") return;
      if (performance.now() > deadline) return answer(outgoing, 503, "The runtime is not running. Try again.");
      void this.#options.upstream.heal().catch(() => undefined);
      await pause(RETRY);
    }
  }

  #connection(): Connection {
    const { upstream, certificate } = this.#options;
    if (upstream.generation !== this.#generation) {
      this.#generation = upstream.generation;
      this.#agent = new Agent({ keepAlive: true, timeout: IDLE });
    }
    return { url: upstream.url, agent: this.#agent, secure: certificate !== null };
  }
}

interface Connection {
  readonly url: URL;
  readonly agent: Agent;
  readonly secure: boolean;
}

/** `unsent`: no connection was made, so nothing of the request has left. */
function attempt(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  worker: string,
  to: Connection,
): Promise<"done" | "unsent"> {
  return new Promise((resolve) => {
    let sent = false;
    let answered = false;
    const client = { address: incoming.socket.remoteAddress ?? "", secure: to.secure };
    const out = request({
      host: to.url.hostname,
      port: to.url.port,
      agent: to.agent,
      method: incoming.method,
      path: incoming.url,
      headers: requestFields(incoming.rawHeaders, client, worker),
      setHost: false,
    });
    const send = (): void => {
      sent = true;
      incoming.pipe(out);
    };
    const hangUp = (): void => void out.destroy();
    out.once("socket", (socket) => (socket.connecting ? socket.once("connect", send) : send()));
    out.once("response", (response) => {
      answered = true;
      outgoing.writeHead(response.statusCode ?? 502, response.statusMessage, responseFields(response.rawHeaders));
      outgoing.flushHeaders();
      response.pipe(outgoing);
      // Cut short by the runtime: the client must see that, not a complete answer.
      response.once("error", () => outgoing.destroy());
    });
    out.once("error", () => {
      incoming.unpipe(out);
      if (answered) {
        // A worker may answer before it has read the body (413): what is left of it is let run out, the answer stands.
        incoming.resume();
        return;
      }
      outgoing.off("close", hangUp);
      if (!sent && !outgoing.destroyed) return resolve("unsent");
      answer(outgoing, 502, "The runtime ended before it answered. The request may have had its effect.");
      resolve("done");
    });
    outgoing.once("close", hangUp);
    outgoing.once("close", () => resolve("done"));
  });
}

export function answer(outgoing: ServerResponse, status: number, sentence: string): void {
  if (outgoing.headersSent || outgoing.destroyed) return;
  // The rest of the client's body is not read: without `close` it would be taken for the next request.
  outgoing.writeHead(status, {
    "Content-Type": "text/plain; charset=utf-8",
    "Cache-Control": "no-store",
    Connection: "close",
  });
  outgoing.end(`${sentence}\n`);
}

/** Loopback only. */
export async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(portError(error, port)));
    server.listen(port, "127.0.0.1", resolve);
  });
}

function portError(error: Error, port: number): Error {
  const code = "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE")
    return new Error(`Port ${port} is in use. Stop what runs there, or choose another with --port.`);
  if (code === "EACCES")
    return new Error(`Port ${port} needs more rights than this user has. Choose one above 1023 with --port.`);
  return error;
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}
