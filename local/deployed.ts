/**
 * The edge's memory and what it serves, kept in step. `change` serves first and writes down after, except that
 * folders to be erased are written down before they are touched: a crash then leaves a list, not orphans.
 */
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Builds } from "./builds.ts";
import { prunedSecrets } from "./changes.ts";
import type { DataDir } from "./data-dir.ts";
import { definitions, type Loaded } from "./definition.ts";
import { publicWorker } from "./public-worker.ts";
import { type EdgeState, EMPTY_SECRETS, EMPTY_STATE, liveBuild, type Secrets } from "./records.ts";
import { type Hold, Runtime, type WorkerDefinition } from "./runtime.ts";

const STATE_FILE = "state.json";
const SECRETS_FILE = "secrets.json";
const OBJECTS = "objects";

export interface Change {
  readonly state: EdgeState;
  readonly secrets: Secrets;
  /** Folders of Durable Objects. */
  readonly erase?: readonly string[];
  readonly rename?: readonly { readonly from: string; readonly to: string }[];
}

export interface DeployedOptions {
  readonly dir: DataDir;
  /** The worker that answers when several are public; null: none does. */
  readonly main: string | null;
  readonly log: (line: string) => void;
  readonly hold: Hold;
}

export class Deployed {
  readonly builds: Builds;
  readonly runtime: Runtime;
  readonly #options: DeployedOptions;
  #state: EdgeState;
  #secrets: Secrets;
  /** What the runtime was last given, modules as hashes: an equal one needs no reload. */
  #served: string;

  private constructor(options: DeployedOptions, builds: Builds, runtime: Runtime, kept: Kept, served: string) {
    this.#options = options;
    this.builds = builds;
    this.runtime = runtime;
    this.#state = kept.state;
    this.#secrets = kept.secrets;
    this.#served = served;
  }

  static async open(options: DeployedOptions): Promise<Deployed> {
    const { dir, main, log, hold } = options;
    const builds = new Builds(dir);
    // The files are ours alone: only `DataDir.write` makes them, whole.
    const state = ((await dir.readJson(STATE_FILE)) ?? EMPTY_STATE) as EdgeState;
    const secrets = ((await dir.readJson(SECRETS_FILE)) ?? EMPTY_SECRETS) as Secrets;
    for (const folder of state.erase) await eraseFolder(dir, folder);
    const kept = { state: { ...state, erase: [] }, secrets };
    const { workers, fingerprint } = await assemble(kept, builds, main);
    const runtime = await Runtime.start(workers, { objects: dir.file(OBJECTS), log }, hold);
    return new Deployed(options, builds, runtime, kept, fingerprint);
  }

  get state(): EdgeState {
    return this.#state;
  }

  get secrets(): Secrets {
    return this.#secrets;
  }

  async change(change: Change): Promise<void> {
    const { dir, main } = this.#options;
    const { erase = [], rename: moves = [] } = change;
    const secrets = prunedSecrets(change.secrets, change.state);
    const { workers, fingerprint } = await assemble({ state: change.state, secrets }, this.builds, main);
    if (erase.length > 0) await this.#writeState({ ...change.state, erase });
    if (fingerprint !== this.#served || erase.length + moves.length > 0) {
      await this.#serve(workers, erase, moves);
      this.#served = fingerprint;
    }
    const forgotten = goneBuilds(this.#state, change.state);
    const state = { ...change.state, erase: [] };
    if (JSON.stringify(secrets) !== JSON.stringify(this.#secrets))
      await dir.write(SECRETS_FILE, JSON.stringify(secrets));
    await this.#writeState(state);
    this.#state = state;
    this.#secrets = secrets;
    await this.builds.remove(forgotten);
  }

  async #serve(
    workers: readonly WorkerDefinition[],
    erase: readonly string[],
    moves: NonNullable<Change["rename"]>,
  ): Promise<void> {
    const { dir } = this.#options;
    const touchFiles = async (): Promise<void> => {
      for (const { from, to } of moves) await moveFolder(dir, from, to);
      for (const folder of erase) await eraseFolder(dir, folder);
    };
    try {
      await this.runtime.apply(workers, erase.length + moves.length > 0 ? touchFiles : undefined);
    } catch (error) {
      await this.#writeState(this.#state);
      throw error;
    }
  }

  async #writeState(state: EdgeState): Promise<void> {
    await this.#options.dir.write(STATE_FILE, JSON.stringify(state, null, 1));
  }
}

interface Kept {
  readonly state: EdgeState;
  readonly secrets: Secrets;
}

async function assemble({ state, secrets }: Kept, builds: Builds, main: string | null) {
  const loaded: Loaded[] = [];
  for (const worker of Object.values(state.workers)) {
    const build = liveBuild(worker);
    if (build === undefined) continue;
    loaded.push({ worker, build, modules: await builds.read(build), secrets: secrets.live[worker.name] ?? {} });
  }
  const first = publicWorker({ host: "", path: "/" }, Object.values(state.workers), main);
  const workers = definitions(loaded, state, first);
  const hashes = new Map(loaded.map(({ worker, build }) => [worker.name, build.hash]));
  const fingerprint =
    JSON.stringify(workers, (key, value: unknown) => (key === "modules" ? null : value)) + JSON.stringify([...hashes]);
  return { workers, fingerprint };
}

function goneBuilds(before: EdgeState, after: EdgeState): readonly string[] {
  const ids = (state: EdgeState) => Object.values(state.workers).flatMap((worker) => worker.builds.map(({ id }) => id));
  const kept = new Set(ids(after));
  return ids(before).filter((id) => !kept.has(id));
}

/** Miniflare keeps objects in `do/<worker>-<class>`. */
function objectsPath(dir: DataDir, folder: string): string {
  return dir.file(join(OBJECTS, "do", folder));
}

async function eraseFolder(dir: DataDir, folder: string): Promise<void> {
  await rm(objectsPath(dir, folder), { recursive: true, force: true });
}

async function moveFolder(dir: DataDir, from: string, to: string): Promise<void> {
  try {
    await rename(objectsPath(dir, from), objectsPath(dir, to));
  } catch (error) {
    // No object of the class was ever made.
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}
