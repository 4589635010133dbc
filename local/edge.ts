/**
 * The local edge as one object: Cloudflare's API in front of a data folder, Miniflare behind it, and the public
 * port. Everything listens on loopback only. See README.md for what it imitates.
 */
import { rm } from "node:fs/promises";
import { API_BASE, serveApi } from "./api/server.ts";
import { certificate } from "./certificate.ts";
import { DataDir } from "./data-dir.ts";
import { Deployed } from "./deployed.ts";
import { EDGE_FILE, type EdgeAddress } from "./edge-file.ts";
import { FrontDoor } from "./front-door.ts";
import { closeServer, portOf } from "./listening.ts";
import { Gate, type GateLimits } from "./gate.ts";
import { Platform } from "./platform.ts";
import { publicWorker } from "./public-worker.ts";

export interface EdgeOptions {
  /** Made if it is not there. */
  readonly dataDir: string;
  /** The public port; 0 (the default): any free one. */
  readonly port?: number;
  /** TLS on the public port, with a self-signed certificate for localhost. */
  readonly https?: boolean;
  /** The worker that answers when several are public: the one the root `wrangler.toml` names. */
  readonly main?: string | null;
  /** One line of what workers print, and of what goes wrong in the edge. Nothing by default. */
  readonly log?: (line: string) => void;
  readonly limits?: GateLimits;
}

export interface Edge extends EdgeAddress {
  /** The runtime's own port: no front door, so no waiting during reloads. For benchmarks. May change with a reload. */
  readonly miniflareUrl: string;
  /** A random secret kept in the data folder under this file name, made on first use. */
  secret(file: string): Promise<string>;
  /** What was noted in the data folder under this file name; null: nothing yet. */
  note(file: string): Promise<string | null>;
  takeNote(file: string, text: string): Promise<void>;
  close(): Promise<void>;
}

/** Any: there is one account here. */
const ACCOUNT_ID = "00000000000000000000000000000000";

/** Throws an `Error` with a sentence when the port or the data folder cannot be had; nothing is left running then. */
export async function startEdge(options: EdgeOptions): Promise<Edge> {
  const { port = 0, https = false, main = null, log = () => undefined, limits } = options;
  const cleanup: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const step of cleanup.splice(0).toReversed()) await step();
  };
  try {
    const dir = await DataDir.open(options.dataDir);
    cleanup.push(async () => dir.close());
    const gate = new Gate(limits);
    const deployed = await Deployed.open({ dir, main, log, hold: (change) => gate.hold(change) });
    cleanup.push(() => deployed.runtime.dispose());
    const platform = new Platform(deployed);
    const choose = (host: string, path: string) => publicWorker({ host, path }, platform.workers(), main);
    const pair = https ? await certificate(dir) : null;
    const door = await FrontDoor.open({ port, certificate: pair, gate, upstream: deployed.runtime, choose });
    cleanup.push(() => door.close());
    const scheme = https ? "https" : "http";
    const publicUrl = (worker: string) => `${scheme}://${worker}.localhost:${door.port}`;
    const token = await dir.token("api-token");
    const api = await serveApi({ token, accountId: ACCOUNT_ID, platform, publicUrl, log });
    cleanup.push(() => closeServer(api));
    const address: EdgeAddress = {
      url: `${scheme}://127.0.0.1:${door.port}`,
      api: { url: `http://127.0.0.1:${portOf(api)}${API_BASE}`, token, accountId: ACCOUNT_ID },
    };
    await dir.write(EDGE_FILE, JSON.stringify(address));
    cleanup.push(() => rm(dir.file(EDGE_FILE), { force: true }));
    return {
      ...address,
      get miniflareUrl() {
        return deployed.runtime.url.href;
      },
      secret: (file) => dir.token(file),
      note: (file) => dir.readText(file),
      takeNote: (file, text) => dir.write(file, text),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
