/**
 * Miniflare, so that a bad configuration never takes the edge down: if the new one does not start, the
 * previous one is put back before the error is passed on. Everything that restarts workerd goes through one
 * queue, and through the gate that keeps requests out meanwhile.
 */
import { connect } from "node:net";
import { Miniflare, type MiniflareOptions, NoOpLog } from "miniflare";
import { Queue } from "./queue.ts";
import type { Json, ModuleType, Storage } from "./records.ts";

export type ModuleContents = Record<string, { type: ModuleType; contents: string | Uint8Array<ArrayBuffer> }>;

export type EnvBinding =
  | { type: "text"; value: string }
  | { type: "json"; value: Json }
  | { type: "worker"; worker: string; exportName?: string; props?: Readonly<Record<string, unknown>> }
  | { type: "durable-object"; worker: string; exportName: string };

/** The part of Miniflare 5's worker options that we use. */
export interface WorkerDefinition {
  config: {
    name: string;
    compatibilityDate: string;
    compatibilityFlags?: string[];
    manifest: { mainModule: string; modules: ModuleContents };
    env?: Record<string, EnvBinding>;
    exports?: Record<string, { type: "durable-object"; storage: Storage }>;
  };
  dev?: { unsafeEphemeralDurableObjects?: boolean };
}

export interface RuntimeOptions {
  /** Folder of the Durable Objects; undefined: nothing is kept. */
  readonly objects: string | undefined;
  /** One line of what workers print. */
  readonly log: (line: string) => void;
}

/** Runs `change` while no request is in the runtime. */
export type Hold = <T>(change: () => Promise<T>) => Promise<T>;

export class Runtime {
  readonly #options: RuntimeOptions;
  readonly #hold: Hold;
  readonly #queue = new Queue();
  readonly #miniflare: Miniflare;
  /** What serves now, and what a failed change goes back to. */
  #current: readonly WorkerDefinition[];
  #url: URL;
  #healing: Promise<void> | null = null;
  /** Counts starts of workerd by us: connections of an earlier one are of no use. */
  generation = 0;

  private constructor(
    miniflare: Miniflare,
    url: URL,
    workers: readonly WorkerDefinition[],
    options: RuntimeOptions,
    hold: Hold,
  ) {
    this.#miniflare = miniflare;
    this.#url = url;
    this.#current = workers;
    this.#options = options;
    this.#hold = hold;
  }

  static async start(workers: readonly WorkerDefinition[], options: RuntimeOptions, hold: Hold): Promise<Runtime> {
    const miniflare = new Miniflare(miniflareOptions(workers, options));
    try {
      return new Runtime(miniflare, await miniflare.ready, workers, options, hold);
    } catch (error) {
      await miniflare.dispose().catch(() => undefined);
      throw error;
    }
  }

  get url(): URL {
    return this.#url;
  }

  /**
   * Serves other workers from now on. `between` runs while nothing is loaded: the only moment when files of
   * Durable Objects may be moved or removed. Throws what Miniflare throws, with the previous workers serving again.
   */
  async apply(workers: readonly WorkerDefinition[], between?: () => Promise<void>): Promise<void> {
    await this.#queue.run(() =>
      this.#hold(async () => {
        try {
          if (between !== undefined) {
            await this.#load(workers.slice(-1));
            await between();
          }
          await this.#load(workers);
          this.#current = workers;
        } catch (error) {
          await this.#load(this.#current);
          throw error;
        }
      }),
    );
  }

  /**
   * Miniflare itself starts a killed workerd again, once. When that attempt dies too (killed again while
   * starting), nobody would; so whoever finds the port closed calls this. Many may: one look serves them all.
   */
  heal(): Promise<void> {
    this.#healing ??= this.#queue.run(() => this.#lookAfter()).finally(() => (this.#healing = null));
    return this.#healing;
  }

  async #lookAfter(): Promise<void> {
    // Its own attempt first: starting a second time would cut what the first one has begun to answer.
    await this.#miniflare.ready.catch(() => undefined);
    if (!(await this.#listening())) await this.#load(this.#current);
  }

  async #load(workers: readonly WorkerDefinition[]): Promise<void> {
    await this.#miniflare.setOptions(miniflareOptions(workers, this.#options));
    this.#url = await this.#miniflare.ready;
    this.generation += 1;
  }

  #listening(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(Number(this.#url.port), this.#url.hostname);
      socket.once("connect", () => resolve(true));
      socket.once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
  }

  async dispose(): Promise<void> {
    await this.#miniflare.dispose();
  }
}

export function miniflareOptions(workers: readonly WorkerDefinition[], options: RuntimeOptions): MiniflareOptions {
  return {
    log: new NoOpLog(),
    handleStructuredLogs: ({ message }: { message: string }) => options.log(message),
    host: "127.0.0.1",
    port: 0,
    // Off: it would fetch an example from the network.
    cf: false,
    telemetry: { enabled: false },
    // Shared by all runs of this user: workers of two edges that bear the same name would find each other.
    enableDevRegistry: false,
    ...(options.objects === undefined ? {} : { resourcePersistencePath: options.objects }),
    workers: workers.map(({ config, dev }) => ({ config, dev: dev ?? {} })),
  };
}
