/** The shapes of Cloudflare's answers that wrangler reads, made from our records. Pure. */
import { type Binding, type Build, type Deployment, liveBuild, type WorkerRecord } from "../records.ts";
import type { Reference } from "../references.ts";

const AUTHOR = "you@localhost";
const ENVIRONMENT = "production";

export function service(worker: WorkerRecord) {
  return {
    id: worker.name,
    created_on: worker.createdOn,
    modified_on: worker.modifiedOn,
    default_environment: {
      environment: ENVIRONMENT,
      created_on: worker.createdOn,
      modified_on: worker.modifiedOn,
      script: {
        id: worker.name,
        tag: worker.tag,
        tags: worker.tags,
        // Wrangler sends every migration again unless it reads here which ones were applied.
        ...(worker.migrationTag === null ? {} : { migration_tag: worker.migrationTag }),
        // Anything but `dash`: wrangler then does not ask whether it may overwrite.
        last_deployed_from: "wrangler",
        created_on: worker.createdOn,
        modified_on: worker.modifiedOn,
      },
    },
  };
}

export function uploaded(worker: WorkerRecord, build: Build) {
  return {
    id: worker.name,
    tag: worker.tag,
    etag: build.hash,
    deployment_id: build.id.replaceAll("-", ""),
    created_on: worker.createdOn,
    modified_on: worker.modifiedOn,
    startup_time_ms: 1,
    pipeline_hash: null,
    mutable_pipeline_id: null,
  };
}

export function version(build: Build) {
  return {
    id: build.id,
    number: build.number,
    startup_time_ms: 1,
    metadata: { created_on: build.createdOn, modified_on: build.createdOn, author_email: AUTHOR, source: "wrangler" },
    annotations: build.annotations,
    resources: {
      script: { etag: build.hash, handlers: ["fetch"], last_deployed_from: "wrangler" },
      script_runtime: { compatibility_date: build.compatibilityDate, compatibility_flags: build.compatibilityFlags },
      bindings: build.bindings,
    },
  };
}

export function deployment(entry: Deployment) {
  return {
    id: entry.id,
    created_on: entry.createdOn,
    source: "wrangler",
    strategy: "percentage",
    author_email: AUTHOR,
    annotations: entry.annotations,
    versions: [{ version_id: entry.buildId, percentage: 100 }],
  };
}

export function settings(worker: WorkerRecord, secrets: readonly string[]) {
  const build = liveBuild(worker);
  return {
    bindings: [...(build?.bindings ?? []), ...secrets.map(secret)],
    compatibility_date: build?.compatibilityDate,
    compatibility_flags: build?.compatibilityFlags ?? [],
    ...(worker.migrationTag === null ? {} : { migration_tag: worker.migrationTag }),
    tags: worker.tags,
  };
}

export function secret(name: string) {
  return { name, type: "secret_text" };
}

/** `url` is where the worker answers here, so that wrangler's output names an address that works. */
export function subdomain(worker: WorkerRecord, url: string) {
  return { enabled: worker.workersDev, previews_enabled: false, url };
}

export function references(list: readonly Reference[]) {
  const incoming = list.filter((it) => it.binding.type === "service");
  const objects = list.filter((it) => it.binding.type === "durable_object_namespace");
  return {
    services: {
      incoming: incoming.map((it) => ({ service: it.from, environment: ENVIRONMENT, name: it.binding.name })),
      outgoing: [],
    },
    durable_objects: objects.map((it) => ({
      service: it.from,
      environment: ENVIRONMENT,
      durable_object_namespace_name: className(it.binding),
    })),
    dispatch_outbounds: [],
  };
}

function className(entry: Binding): string {
  return entry.type === "durable_object_namespace" ? entry.class_name : entry.name;
}
