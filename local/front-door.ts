/**
 * The public port. Passes requests on to the runtime, streaming both ways, and keeps them out while the
 * runtime reloads (see `gate.ts`). A request is sent a second time only if it provably never left: while the
 * connection to the runtime could not be made. One that may have been delivered is answered 502, whatever its
 * method, because nobody here knows what it did.
 */
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Certificate } from "./certificate.ts";
import { connections } from "./connections.ts";
import type { Gate } from "./gate.ts";
import { passUpgrade } from "./upgrade.ts";
import { answer, attempt, type Connection } from "./attempt.ts";
import { closeServer, listen, portOf } from "./listening.ts";

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

export class FrontDoor {
  readonly #options: FrontDoorOptions;
  readonly server: Server;
  #connections = connections();
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
    this.#connections.pooled.destroy();
    this.#connections.single.destroy();
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
      this.#connections = connections();
    }
    return { url: upstream.url, connections: this.#connections, secure: certificate !== null };
  }
}
