/**
 * What the local edge remembers of the workers deployed to it: plain data, one JSON file, replaced whole
 * with every change. Modules lie beside it (one folder per build), secrets in a file of their own.
 */

import type * as z from "zod";

/** What a variable of type `json` holds. */
export type Json = z.core.util.JSONType;

/** Where a Durable Object class keeps its rows. */
export type Storage = "sqlite" | "legacy-kv";

export type Binding =
  | { readonly type: "plain_text"; readonly name: string; readonly text: string }
  | { readonly type: "json"; readonly name: string; readonly json: Json }
  | {
      readonly type: "service";
      readonly name: string;
      readonly service: string;
      readonly entrypoint?: string | undefined;
      readonly props?: Readonly<Record<string, unknown>> | undefined;
    }
  | {
      readonly type: "durable_object_namespace";
      readonly name: string;
      readonly class_name: string;
      /** Absent: the worker's own class. */
      readonly script_name?: string | undefined;
    };

export type ModuleType = "esm" | "cjs" | "text" | "data" | "wasm" | "json" | "sourcemap";

export interface ModuleEntry {
  /** As the code imports it, e.g. `./0a1b-schema.sql`. */
  readonly name: string;
  readonly type: ModuleType;
  /** File name inside the build's folder: module names are not safe as paths. */
  readonly file: string;
}

/** One upload. Never changes after it was written. */
export interface Build {
  readonly id: string;
  readonly number: number;
  readonly createdOn: string;
  readonly mainModule: string;
  readonly modules: readonly ModuleEntry[];
  /** Hex SHA-256 over all modules: equal code is not tried out twice. */
  readonly hash: string;
  /** Names the main module exports, `default` included. */
  readonly exports: readonly string[];
  readonly bindings: readonly Binding[];
  readonly compatibilityDate: string;
  readonly compatibilityFlags: readonly string[];
  readonly annotations: Readonly<Record<string, string>>;
}

export interface Deployment {
  readonly id: string;
  readonly createdOn: string;
  readonly buildId: string;
  readonly annotations: Readonly<Record<string, string>>;
}

export interface WorkerRecord {
  readonly name: string;
  readonly tag: string;
  readonly createdOn: string;
  readonly modifiedOn: string;
  /** Public under `<name>.localhost`, and alone under any host. */
  readonly workersDev: boolean;
  readonly routes: readonly string[];
  readonly tags: readonly string[];
  readonly migrationTag: string | null;
  /** Durable Object classes that migrations brought to life, with their storage. */
  readonly classes: Readonly<Record<string, Storage>>;
  /** Newest first. */
  readonly builds: readonly Build[];
  /** Newest first; the first one is live. */
  readonly deployments: readonly Deployment[];
}

export interface EdgeState {
  readonly workers: Readonly<Record<string, WorkerRecord>>;
  /** Folders of objects whose worker or class is gone but whose files may not be yet: erased before the next start. */
  readonly erase: readonly string[];
}

/** Secrets by worker, and those of builds that were uploaded but not deployed yet, by build. */
export interface Secrets {
  readonly live: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly pending: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export const EMPTY_STATE: EdgeState = { workers: {}, erase: [] };
export const EMPTY_SECRETS: Secrets = { live: {}, pending: {} };

/** Every change keeps this many builds and deployments of a worker, as `wrangler deployments list` shows ten. */
export const KEPT = 10;

export function liveBuild(worker: WorkerRecord): Build | undefined {
  const live = worker.deployments[0]?.buildId;
  return worker.builds.find((build) => build.id === live);
}

/** The folder that Miniflare keeps a class's objects in, below its persistence folder. */
export function objectsFolder(worker: string, className: string): string {
  return `${worker}-${className}`;
}
