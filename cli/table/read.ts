/**
 * The text of the root `wrangler.toml` → the version table of every environment, read by the router's own parser, so that
 * what is refused here is what the router would refuse. Pure.
 */
import { parse } from "@decimalturn/toml-patch";
import { isObject } from "../../http/object.ts";
import { type Config, readConfig } from "../../router/config.ts";
import type { Registry } from "../../router/version/registry.ts";

export interface Table {
  readonly text: string;
  /** The top level first, then every `[env.NAME]`: bindings and vars are not inherited, so each is a table of its own. */
  readonly views: readonly View[];
}

export interface View {
  /** Null: the top level. */
  readonly environment: string | null;
  /** Worker names by binding. */
  readonly services: ReadonlyMap<string, string>;
  readonly config: Config;
}

export type TableRead = { readonly ok: true; readonly table: Table } | { readonly ok: false; readonly fault: string };

/** Stands for every service binding: no var can be this. */
const BOUND = Symbol("a service binding");

/** `now`: milliseconds. */
export function readTable(text: string, now: number): TableRead {
  let document: Record<string, unknown>;
  try {
    document = parse(text) as Record<string, unknown>;
  } catch (error) {
    const line = error instanceof Error && "line" in error ? ` (line ${String(error.line)})` : "";
    return { ok: false, fault: `wrangler.toml is not TOML${line}: correct it, and start again.` };
  }
  const environments = isObject(document["env"]) ? Object.entries(document["env"]) : [];
  const views = [[null, document] as const, ...environments].map(([name, block]) => readView(name, block, now));
  return { ok: true, table: { text, views } };
}

function readView(environment: string | null, block: unknown, now: number): View {
  const { services, vars } = isObject(block) ? block : {};
  const bound = new Map<string, string>();
  for (const it of Array.isArray(services) ? services : []) {
    if (isObject(it) && typeof it["binding"] === "string") bound.set(it["binding"], String(it["service"]));
  }
  const env: Record<string, unknown> = { ...(isObject(vars) ? vars : {}) };
  for (const binding of bound.keys()) env[binding] = BOUND;
  return { environment, services: bound, config: readConfig(env, (value) => value === BOUND, now) };
}

/** Sentences, each saying in which environment; none: every environment's table is good. */
export function faultsOf(table: Table): readonly string[] {
  return table.views.flatMap(({ environment, config }) =>
    config.ok ? [] : config.faults.map((fault) => inEnvironment(environment, fault)),
  );
}

export function warningsOf(table: Table): readonly string[] {
  return table.views.flatMap(({ environment, config }) =>
    config.ok ? config.warnings.map((warning) => inEnvironment(environment, warning)) : [],
  );
}

export function inEnvironment(environment: string | null, sentence: string): string {
  return environment === null ? sentence : `[env.${environment}]: ${sentence}`;
}

/** Null when there is no such environment, or its table is faulty. */
export function registryOf(table: Table, environment: string | null): Registry | null {
  const config = table.views.find((view) => view.environment === environment)?.config;
  return config?.ok === true ? config.registry : null;
}
