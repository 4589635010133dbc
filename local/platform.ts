/**
 * What is deployed, and the changes to it, one after the other. A change is checked against what is there,
 * tried out, served, written down, in this order: if it cannot be served, nothing was written and the
 * previous builds serve on.
 */
import { randomUUID } from "node:crypto";
import { admit, admitDate, admitVariable } from "./admission.ts";
import type { UploadBody } from "./api/upload.ts";
import { hashOf } from "./builds.ts";
import {
  newWorker,
  withBuild,
  withDeployment,
  withObjects,
  withoutWorker,
  withPending,
  withSecrets,
  withWorker,
} from "./changes.ts";
import { inherit } from "./inherit.ts";
import { migrate, type ObjectChange } from "./objects.ts";
import { probe } from "./probe.ts";
import { Queue } from "./queue.ts";
import { type Build, type Deployment, liveBuild, objectsFolder, type WorkerRecord } from "./records.ts";
import { referencesTo } from "./references.ts";
import { CODES, Refusal } from "./refusal.ts";
import type { Deployed } from "./deployed.ts";

const WORKER_NAME = /^[a-z0-9_][a-z0-9_-]{0,62}$/;

export class Platform {
  readonly #deployed: Deployed;
  readonly #queue = new Queue();

  constructor(deployed: Deployed) {
    this.#deployed = deployed;
  }

  workers(): readonly WorkerRecord[] {
    return Object.values(this.#deployed.state.workers);
  }

  find(name: string): WorkerRecord | undefined {
    return this.#deployed.state.workers[name];
  }

  /** Throws the platform's 404 for a worker that is not there. */
  worker(name: string): WorkerRecord {
    const worker = this.find(name);
    if (worker !== undefined) return worker;
    throw new Refusal(404, CODES.notFound, `Worker '${name}' does not exist on this edge.`);
  }

  secretNames(name: string): readonly string[] {
    this.worker(name);
    return Object.keys(this.#deployed.secrets.live[name] ?? {});
  }

  references(name: string) {
    return referencesTo(name, this.#deployed.state);
  }

  /** `live`: deployed with the upload (the old call); otherwise only kept, until `deploy` names it. */
  upload(name: string, body: UploadBody, live: boolean): Promise<Build> {
    return this.#queue.run(async () => {
      const now = new Date().toISOString();
      const worker = this.find(name) ?? newWorker(this.#named(name), plainUuid(), now);
      const { build, change, secrets } = await this.#take(worker, body, now);
      const next = withObjects(withBuild(worker, build), change);
      const kept = live ? withDeployment(next, deployment(build.id, now, build.annotations)) : next;
      await this.#deployed.builds.write(build.id, body.modules);
      const held = this.#deployed.secrets;
      try {
        await this.#deployed.change({
          state: withWorker(this.#deployed.state, kept),
          secrets: live ? withSecrets(held, name, secrets) : withPending(held, build.id, secrets),
          erase: change.erased.map((it) => objectsFolder(name, it)),
          rename: renames(name, change),
        });
      } catch (error) {
        await this.#deployed.builds.remove([build.id]);
        throw error;
      }
      return build;
    });
  }

  deploy(name: string, buildId: string, annotations: Readonly<Record<string, string>>): Promise<Deployment> {
    return this.#queue.run(async () => {
      const worker = this.worker(name);
      const build = worker.builds.find(({ id }) => id === buildId);
      if (build === undefined) throw new Refusal(404, CODES.notFound, `Worker '${name}' has no build '${buildId}'.`);
      const { state, secrets } = this.#deployed;
      admit({ name, bindings: build.bindings, exports: build.exports, classes: worker.classes }, state);
      const made = deployment(buildId, new Date().toISOString(), annotations);
      const pending = secrets.pending[buildId];
      await this.#deployed.change({
        state: withWorker(state, withDeployment(worker, made)),
        secrets: pending === undefined ? secrets : withSecrets(secrets, name, pending),
      });
      return made;
    });
  }

  /** Null removes. In force at once, as on the platform, where it makes a deployment of its own. */
  putSecrets(name: string, values: Readonly<Record<string, string | null>>): Promise<void> {
    return this.#queue.run(async () => {
      const worker = this.worker(name);
      const { state, secrets } = this.#deployed;
      const next = new Map(Object.entries(secrets.live[name] ?? {}));
      const taken = liveBuild(worker)?.bindings ?? [];
      for (const [key, value] of Object.entries(values)) {
        if (value === null) next.delete(key);
        else
          next.set(
            key,
            admitSecret(
              key,
              value,
              taken.map((binding) => binding.name),
            ),
          );
      }
      const live = worker.deployments[0];
      const made = live && deployment(live.buildId, new Date().toISOString(), { "workers/triggered_by": "secret" });
      await this.#deployed.change({
        state: withWorker(state, made === undefined ? worker : withDeployment(worker, made)),
        secrets: withSecrets(secrets, name, Object.fromEntries(next)),
      });
    });
  }

  /** Settings that are no part of a build. */
  set(name: string, values: Partial<Pick<WorkerRecord, "workersDev" | "routes" | "tags">>): Promise<WorkerRecord> {
    return this.#queue.run(async () => {
      const next = { ...this.worker(name), ...values };
      await this.#deployed.change({ state: withWorker(this.#deployed.state, next), secrets: this.#deployed.secrets });
      return next;
    });
  }

  /** Without `force` only what no other worker is bound to. Erases its Durable Objects. */
  remove(name: string, force: boolean): Promise<void> {
    return this.#queue.run(async () => {
      const worker = this.worker(name);
      const [reference] = this.references(name);
      if (reference !== undefined && !force) {
        throw new Refusal(
          400,
          CODES.stillInUse,
          `Cannot delete '${name}': worker '${reference.from}' refers to it by its binding '${reference.binding.name}'.`,
        );
      }
      const next = withoutWorker(this.#deployed.state, worker);
      await this.#deployed.change({ state: next, secrets: this.#deployed.secrets, erase: next.erase });
    });
  }

  /** The upload as a build, checked and tried out. */
  async #take(worker: WorkerRecord, body: UploadBody, now: string): Promise<Taken> {
    const { metadata } = body;
    const compatibilityDate = metadata.compatibility_date ?? now.slice(0, 10);
    admitDate(compatibilityDate, now.slice(0, 10));
    const before = {
      bindings: liveBuild(worker)?.bindings ?? [],
      secrets: this.#deployed.secrets.live[worker.name] ?? {},
    };
    const declared = { ...body, kept: metadata.keep_bindings };
    const { bindings, secrets } = inherit(declared, before);
    for (const [key, value] of Object.entries(body.secrets)) admitVariable(key, value);
    const change = migrate(worker, metadata.migrations, metadata.exports);
    const hash = hashOf(body.modules);
    const upload = {
      mainModule: metadata.main_module,
      bindings,
      compatibilityDate,
      compatibilityFlags: metadata.compatibility_flags,
    };
    const known = worker.builds.find((build) => build.hash === hash && sameTrial(build, upload));
    const exports = known?.exports ?? (await probe({ ...upload, modules: body.modules }));
    admit({ name: worker.name, bindings, exports, classes: change.classes }, this.#deployed.state);
    const id = randomUUID();
    const modules = Object.entries(body.modules).map(([name, { type }], index) => ({
      name,
      type,
      file: String(index),
    }));
    const number = (worker.builds[0]?.number ?? 0) + 1;
    const build = { id, number, createdOn: now, modules, hash, exports, annotations: metadata.annotations, ...upload };
    return { build, change, secrets };
  }

  #named(name: string): string {
    if (WORKER_NAME.test(name)) return name;
    throw new Refusal(
      400,
      CODES.badRequest,
      `'${name}' is no worker name: use lower-case letters, digits, '-' and '_', at most 63.`,
    );
  }
}

interface Taken {
  readonly build: Build;
  readonly change: ObjectChange;
  readonly secrets: Readonly<Record<string, string>>;
}

/** The same code under the same conditions was tried before. */
function sameTrial(
  build: Build,
  upload: Pick<Build, "mainModule" | "bindings" | "compatibilityDate" | "compatibilityFlags">,
): boolean {
  const conditions = ({ mainModule, bindings, compatibilityDate, compatibilityFlags }: typeof upload) =>
    JSON.stringify([mainModule, bindings, compatibilityDate, compatibilityFlags]);
  return conditions(build) === conditions(upload);
}

function admitSecret(name: string, value: string, taken: readonly string[]): string {
  if (taken.includes(name))
    throw new Refusal(
      400,
      CODES.badRequest,
      `Binding name '${name}' is already in use. Choose another for the secret.`,
    );
  admitVariable(name, value);
  return value;
}

function renames(worker: string, change: ObjectChange): readonly { from: string; to: string }[] {
  return change.renamed.map(({ from, to }) => ({ from: objectsFolder(worker, from), to: objectsFolder(worker, to) }));
}

function deployment(buildId: string, createdOn: string, annotations: Readonly<Record<string, string>>): Deployment {
  return { id: randomUUID(), createdOn, buildId, annotations };
}

function plainUuid(): string {
  return randomUUID().replaceAll("-", "");
}
