/**
 * From what was uploaded to what Miniflare serves. Pure but for the modules' contents, which come in. A
 * binding that leads nowhere (worker deleted with force, entrypoint or class gone in a later build) leads to
 * the stand-in instead.
 */
import { type Binding, type Build, type EdgeState, liveBuild, type WorkerRecord } from "./records.ts";
import { STAND_IN, standIn } from "./stand-in.ts";
import type { EnvBinding, ModuleContents, WorkerDefinition } from "./runtime.ts";

/** The oldest date any of our needs has (props on entrypoints, RPC); independent of what is deployed. */
const STAND_IN_DATE = "2026-10-23";

export interface Loaded {
  readonly worker: WorkerRecord;
  readonly build: Build;
  readonly modules: ModuleContents;
  readonly secrets: Readonly<Record<string, string>>;
}

/** `first` is what Miniflare's own port serves (benchmarks go there); the stand-in when nothing is deployed. */
export function definitions(loaded: readonly Loaded[], state: EdgeState, first: string | null): WorkerDefinition[] {
  const sorted = loaded.toSorted((a, b) => Number(b.worker.name === first) - Number(a.worker.name === first));
  return [...sorted.map((entry) => definition(entry, state)), standIn(STAND_IN_DATE)];
}

function definition({ worker, build, modules, secrets }: Loaded, state: EdgeState): WorkerDefinition {
  const env: Record<string, EnvBinding> = {};
  for (const binding of build.bindings) env[binding.name] = envBinding(binding, worker.name, state);
  for (const [name, value] of Object.entries(secrets)) env[name] = { type: "text", value };
  return {
    config: {
      name: worker.name,
      compatibilityDate: build.compatibilityDate,
      compatibilityFlags: [...build.compatibilityFlags],
      manifest: { mainModule: build.mainModule, modules },
      env,
      exports: Object.fromEntries(
        Object.entries(worker.classes)
          .filter(([name]) => build.exports.includes(name))
          .map(([name, storage]) => [name, { type: "durable-object", storage }] as const),
      ),
    },
  };
}

export function envBinding(binding: Binding, owner: string, state: EdgeState): EnvBinding {
  switch (binding.type) {
    case "plain_text":
      return { type: "text", value: binding.text };
    case "json":
      return { type: "json", value: binding.json };
    case "service":
      return serviceBinding(binding, state);
    case "durable_object_namespace":
      return objectBinding(binding.class_name, binding.script_name ?? owner, state);
    default:
      return binding satisfies never;
  }
}

function serviceBinding(binding: Extract<Binding, { type: "service" }>, state: EdgeState): EnvBinding {
  const target = state.workers[binding.service];
  const exports = (target === undefined ? undefined : liveBuild(target)?.exports) ?? [];
  if (!exports.includes(binding.entrypoint ?? "default")) {
    return { type: "worker", worker: STAND_IN, exportName: "AbsentWorker", props: { worker: binding.service } };
  }
  return {
    type: "worker",
    worker: binding.service,
    // Miniflare does not start when the default entrypoint is named.
    ...(binding.entrypoint === undefined || binding.entrypoint === "default" ? {} : { exportName: binding.entrypoint }),
    ...(binding.props === undefined ? {} : { props: binding.props }),
  };
}

function objectBinding(className: string, worker: string, state: EdgeState): EnvBinding {
  const target = state.workers[worker];
  const build = target === undefined ? undefined : liveBuild(target);
  const there = target?.classes[className] !== undefined && build?.exports.includes(className) === true;
  return there
    ? { type: "durable-object", worker, exportName: className }
    : { type: "durable-object", worker: STAND_IN, exportName: "AbsentObject" };
}
