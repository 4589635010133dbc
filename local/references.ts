/** Who is bound to whom: what `wrangler delete` asks before it deletes. Pure. */
import { type Binding, type EdgeState, liveBuild } from "./records.ts";

export interface Reference {
  readonly from: string;
  readonly binding: Binding;
}

/** Bindings of other workers' live builds that point at this worker. */
export function referencesTo(name: string, state: EdgeState): readonly Reference[] {
  return Object.values(state.workers)
    .filter((worker) => worker.name !== name)
    .flatMap((worker) => (liveBuild(worker)?.bindings ?? []).map((binding) => ({ from: worker.name, binding })))
    .filter(({ binding }) => targetOf(binding) === name);
}

/** The worker that a binding points at; null for variables and for a worker's own objects. */
function targetOf(binding: Binding): string | null {
  switch (binding.type) {
    case "service":
      return binding.service;
    case "durable_object_namespace":
      return binding.script_name ?? null;
    case "plain_text":
    case "json":
      return null;
    default:
      return binding satisfies never;
  }
}
