/** The steps from one state of the edge to the next. Pure: ids and instants come in. */
import {
  type Build,
  type Deployment,
  type EdgeState,
  KEPT,
  objectsFolder,
  type Secrets,
  type WorkerRecord,
} from "./records.ts";
import type { ObjectChange } from "./objects.ts";

/** A worker that was never deployed: nothing public, nothing kept. */
export function newWorker(name: string, tag: string, now: string): WorkerRecord {
  return {
    name,
    tag,
    createdOn: now,
    modifiedOn: now,
    workersDev: false,
    routes: [],
    tags: [],
    migrationTag: null,
    classes: {},
    builds: [],
    deployments: [],
  };
}

export function withWorker(state: EdgeState, worker: WorkerRecord): EdgeState {
  return { ...state, workers: { ...state.workers, [worker.name]: worker } };
}

/** Builds beyond `KEPT` are forgotten, but never the live one. */
export function withBuild(worker: WorkerRecord, build: Build): WorkerRecord {
  const live = worker.deployments[0]?.buildId;
  const older = worker.builds.filter((other, index) => index < KEPT - 1 || other.id === live);
  return { ...worker, modifiedOn: build.createdOn, builds: [build, ...older] };
}

/** Deployments of builds that are forgotten are forgotten too: nobody could go back to them. */
export function withDeployment(worker: WorkerRecord, deployment: Deployment): WorkerRecord {
  const deployments = [deployment, ...worker.deployments]
    .slice(0, KEPT)
    .filter(({ buildId }) => worker.builds.some(({ id }) => id === buildId));
  return { ...worker, modifiedOn: deployment.createdOn, deployments };
}

export function withObjects(worker: WorkerRecord, change: ObjectChange): WorkerRecord {
  return { ...worker, classes: change.classes, migrationTag: change.migrationTag };
}

/** Its objects' folders are listed for erasing: on the platform a worker takes its Durable Objects' data with it. */
export function withoutWorker(state: EdgeState, worker: WorkerRecord): EdgeState {
  const { [worker.name]: _gone, ...workers } = state.workers;
  const folders = Object.keys(worker.classes).map((name) => objectsFolder(worker.name, name));
  return { workers, erase: [...state.erase, ...folders] };
}

export function withSecrets(secrets: Secrets, worker: string, values: Readonly<Record<string, string>>): Secrets {
  return { ...secrets, live: { ...secrets.live, [worker]: values } };
}

/** A build's secrets wait here until the build is deployed. */
export function withPending(secrets: Secrets, build: string, values: Readonly<Record<string, string>>): Secrets {
  return { ...secrets, pending: { ...secrets.pending, [build]: values } };
}

/** Secrets of workers and builds that are gone are forgotten with them. */
export function prunedSecrets(secrets: Secrets, state: EdgeState): Secrets {
  const builds = new Set(Object.values(state.workers).flatMap((worker) => worker.builds.map(({ id }) => id)));
  return {
    live: Object.fromEntries(Object.entries(secrets.live).filter(([name]) => state.workers[name] !== undefined)),
    pending: Object.fromEntries(Object.entries(secrets.pending).filter(([id]) => builds.has(id))),
  };
}
