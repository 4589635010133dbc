/** What a scaffold has to know of a worker's `wrangler.toml`. Pure. */
import { parse } from "@decimalturn/toml-patch";
import * as z from "zod";

const Bindings = z.object({
  name: z.string().optional(),
  services: z
    .array(z.object({ binding: z.string(), service: z.string(), entrypoint: z.string().optional() }))
    .default([]),
  durable_objects: z
    .object({ bindings: z.array(z.object({ class_name: z.string(), script_name: z.string().optional() })) })
    .default({ bindings: [] }),
  migrations: z.array(z.unknown()).default([]),
});
const Config = Bindings.extend({
  name: z.string(),
  compatibility_date: z.string(),
  env: z.record(z.string(), Bindings).default({}),
});

export type Service = z.infer<typeof Bindings>["services"][number];

export interface WorkerFacts {
  /** Relative to the project: `workers/v2`. */
  readonly folder: string;
  readonly name: string;
  readonly compatibilityDate: string;
  /** By environment, what the worker is called there. */
  readonly environments: ReadonlyMap<string, string>;
  /** Of all environments. */
  readonly services: readonly Service[];
  /** Durable Objects that live in this worker. */
  readonly objects: readonly string[];
}

/** Throws an `Error` with a sentence when it is none. */
export function readWorker(folder: string, toml: string): WorkerFacts {
  const read = Config.safeParse(parse(toml));
  if (!read.success) throw new Error(`${folder}/wrangler.toml cannot be read: ${z.prettifyError(read.error)}`);
  const { name, compatibility_date, env, ...top } = read.data;
  const blocks = [top, ...Object.values(env)];
  const bindings = blocks.flatMap(({ durable_objects }) => durable_objects.bindings);
  return {
    folder,
    name,
    compatibilityDate: compatibility_date,
    // Wrangler's own rule for a block without a name.
    environments: new Map(Object.entries(env).map(([key, block]) => [key, block.name ?? `${name}-${key}`])),
    services: blocks.flatMap(({ services }) => services),
    objects: [...new Set(bindings.filter((it) => it.script_name === undefined).map((it) => it.class_name))],
  };
}
