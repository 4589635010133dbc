/**
 * What the platform knows about one worker. Null or an empty list where there is none; a `PlatformFault` when
 * it could not be learnt.
 */
import * as z from "zod";
import { type Access, callPlatform, PlatformFault } from "./call.ts";
import type { Traffic } from "./traffic.ts";

/** Somebody who would break if the worker were deleted. */
export interface Referrer {
  /** A worker's name, or what else the platform calls it. */
  readonly from: string;
  readonly as: "service" | "durable object" | "tail" | "dispatch outbound" | "pages function";
  /** The binding's name, where it is told. */
  readonly binding: string | null;
}

const Named = z.looseObject({ service: z.string(), name: z.string().nullish() });
const References = z.looseObject({
  services: z.looseObject({ incoming: z.array(Named).nullish(), pages_function: z.boolean().nullish() }).nullish(),
  durable_objects: z
    .array(z.looseObject({ service: z.string(), durable_object_namespace_name: z.string().nullish() }))
    .nullish(),
  dispatch_outbounds: z.array(z.looseObject({ namespace: z.string().nullish() })).nullish(),
});
const Tails = z
  .array(
    z.looseObject({
      producer: z.looseObject({ service: z.string().nullish(), script: z.string().nullish() }).nullish(),
    }),
  )
  .nullish();

/** Of a worker that is there. What wrangler asks before it deletes, and more strictly: no right to ask is a fault, not a yes. */
export async function referencesTo(target: Access, worker: string): Promise<readonly Referrer[]> {
  const refs = read(References, await ask(target, `scripts/${encodeURIComponent(worker)}/references`));
  const tails = read(Tails, await ask(target, `tails/by-consumer/${encodeURIComponent(worker)}`));
  const found: Referrer[] = [
    ...(refs.services?.incoming ?? []).map((it) => ({
      from: it.service,
      as: "service" as const,
      binding: it.name ?? null,
    })),
    ...(refs.durable_objects ?? []).map((it) => ({
      from: it.service,
      as: "durable object" as const,
      binding: it.durable_object_namespace_name ?? null,
    })),
    ...(refs.dispatch_outbounds ?? []).map((it) => ({
      from: it.namespace ?? "a dispatch namespace",
      as: "dispatch outbound" as const,
      binding: null,
    })),
    ...(tails ?? []).map((it) => ({
      from: it.producer?.service ?? it.producer?.script ?? "a worker",
      as: "tail" as const,
      binding: null,
    })),
  ];
  if (refs.services?.pages_function === true)
    found.push({ from: "a Pages project", as: "pages function", binding: null });
  // Its own objects are bound to itself, and go with it.
  return found.filter(({ from }) => from !== worker);
}

const Deployments = z.looseObject({
  deployments: z.array(
    z.looseObject({
      created_on: z.string(),
      author_email: z.string().nullish(),
      annotations: z.record(z.string(), z.string()).nullish(),
      versions: z.array(z.looseObject({ version_id: z.string(), percentage: z.number() })),
    }),
  ),
});

/** Null: no such worker, or never deployed. */
export async function trafficOf(target: Access, worker: string): Promise<Traffic | null> {
  const path = `scripts/${encodeURIComponent(worker)}/deployments`;
  const found = await orNull(ask(target, path));
  const newest = found === null ? undefined : read(Deployments, found).deployments[0];
  if (newest === undefined) return null;
  return {
    shares: newest.versions.map((it) => ({ buildId: it.version_id, percentage: it.percentage })),
    since: newest.created_on,
    author: newest.author_email ?? null,
    message: newest.annotations?.["workers/message"] ?? null,
  };
}

const Binding = z.looseObject({
  type: z.string(),
  name: z.string(),
  service: z.string().optional(),
  entrypoint: z.string().optional(),
  class_name: z.string().optional(),
  script_name: z.string().optional(),
  json: z.unknown().optional(),
  text: z.string().optional(),
});
export type BuildBinding = z.infer<typeof Binding>;

const Build = z.looseObject({ id: z.string(), resources: z.looseObject({ bindings: z.array(Binding).nullish() }) });

/** The bindings that a build was uploaded with. Null: the platform has forgotten the build. */
export async function bindingsOf(
  target: Access,
  worker: string,
  buildId: string,
): Promise<readonly BuildBinding[] | null> {
  const path = `scripts/${encodeURIComponent(worker)}/versions/${encodeURIComponent(buildId)}`;
  const found = await orNull(ask(target, path));
  return found === null ? null : (read(Build, found).resources.bindings ?? []);
}

export async function exists(target: Access, worker: string): Promise<boolean> {
  return (await orNull(ask(target, `services/${encodeURIComponent(worker)}`))) !== null;
}

/**
 * Deletes a worker that nobody refers to; one that is gone already is no error. Not with `wrangler delete`: without
 * a terminal it answers its own question about workers that refer to this one with yes, and then sends force=true.
 * However shortly before we had asked, somebody could have bound it since. With force=false the platform decides.
 */
export async function remove(target: Access, worker: string): Promise<"deleted" | "gone"> {
  try {
    await callPlatform(target, { method: "DELETE", path: `services/${encodeURIComponent(worker)}?force=false` });
    return "deleted";
  } catch (error) {
    if (error instanceof PlatformFault && error.kind === "missing") return "gone";
    throw error;
  }
}

function ask(target: Access, path: string): Promise<unknown> {
  return callPlatform(target, { method: "GET", path });
}

async function orNull(asked: Promise<unknown>): Promise<unknown> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof PlatformFault && error.kind === "missing") return null;
    throw error;
  }
}

function read<T>(shape: z.ZodType<T>, value: unknown): T {
  const found = shape.safeParse(value);
  if (found.success) return found.data;
  throw new PlatformFault(
    "unreadable",
    "Cloudflare's answer has not the shape it had. Look for a newer Milepost; nothing was changed.",
  );
}
