/**
 * In which order workers are deployed: what others are bound to comes first, and only what the router reaches
 * over its bindings is deployed at all, so that a version whose binding was taken out is not brought back. Pure.
 */
export interface WorkerConfig {
  readonly name: string;
  /** Path of its configuration file. */
  readonly config: string;
  /** Workers it is bound to: services, and scripts of Durable Objects. Itself may be among them. */
  readonly boundTo: readonly string[];
}

export interface Step {
  readonly worker: WorkerConfig;
  /** Names of the steps that must be over before this one begins. */
  readonly after: readonly string[];
}

export type DeployOrder =
  | {
      readonly kind: "order";
      readonly steps: readonly Step[];
      /** Bound to, but without a folder here: the platform must have them already. */
      readonly elsewhere: readonly string[];
    }
  /** Workers that are bound to each other in a ring: none of them can be first. */
  | { readonly kind: "cycle"; readonly ring: readonly string[] }
  /** Asked for by name, but without a folder. */
  | { readonly kind: "unknown"; readonly name: string; readonly known: readonly string[] };

/** `only`: just these workers, bound or not; empty: all that `router` reaches. */
export function deployOrder(
  workers: readonly WorkerConfig[],
  router: string,
  only: readonly string[] = [],
): DeployOrder {
  const byName = new Map(workers.map((worker) => [worker.name, worker]));
  const starts = only.length > 0 ? only : [router];
  const unknown = starts.find((name) => !byName.has(name));
  if (unknown !== undefined) return { kind: "unknown", name: unknown, known: [...byName.keys()] };
  const order: WorkerConfig[] = [];
  const elsewhere = new Set<string>();
  const done = new Set<string>();
  for (const start of starts) {
    const ring = visit(start, []);
    if (ring !== null) return { kind: "cycle", ring };
  }
  const chosen = only.length > 0 ? order.filter(({ name }) => only.includes(name)) : order;
  const names = new Set(chosen.map(({ name }) => name));
  const steps = chosen.map((worker) => ({
    worker,
    after: worker.boundTo.filter((name) => name !== worker.name && names.has(name)),
  }));
  return { kind: "order", steps, elsewhere: [...elsewhere] };

  /** Depth first, leaves first. Answers the ring if there is one. */
  function visit(name: string, path: readonly string[]): readonly string[] | null {
    if (done.has(name)) return null;
    if (path.includes(name)) return [...path.slice(path.indexOf(name)), name];
    const worker = byName.get(name);
    if (worker === undefined) {
      elsewhere.add(name);
      return null;
    }
    for (const target of worker.boundTo) {
      const ring = target === name ? null : visit(target, [...path, name]);
      if (ring !== null) return ring;
    }
    done.add(name);
    order.push(worker);
    return null;
  }
}
