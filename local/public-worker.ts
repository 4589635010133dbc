/**
 * Which worker answers a request from outside. Pure. Public is what has its workers.dev address enabled, or a
 * route that matches; everything else is reached over bindings only.
 */
import type { WorkerRecord } from "./records.ts";

export interface Address {
  /** The Host field, port included; empty when there is none. */
  readonly host: string;
  readonly path: string;
}

type Public = Pick<WorkerRecord, "name" | "workersDev" | "routes">;

/**
 * The worker's name, or null when nothing public answers here. A route that matches wins (the most specific
 * one), then `<name>.localhost`, then `main` if it is public, then the only public one.
 */
export function publicWorker(address: Address, workers: readonly Public[], main: string | null): string | null {
  const host = address.host.toLowerCase().replace(/:\d+$/, "");
  const routed = workers
    .flatMap(({ name, routes }) => routes.map((pattern) => ({ name, pattern })))
    .filter(({ pattern }) => routeMatches(pattern, host, address.path))
    .toSorted((a, b) => specific(b.pattern) - specific(a.pattern));
  if (routed[0] !== undefined) return routed[0].name;
  const open = workers.filter(({ workersDev }) => workersDev).map(({ name }) => name);
  const named = open.find((name) => host === `${name}.localhost`);
  if (named !== undefined) return named;
  if (main !== null && open.includes(main)) return main;
  return open.length === 1 ? (open[0] ?? null) : null;
}

/** Cloudflare's route patterns: an optional scheme, a host that may start with `*`, a path that may end with `*`. */
export function routeMatches(pattern: string, host: string, path: string): boolean {
  const { host: hosts, path: paths } = parts(pattern);
  const hostMatches = hosts.startsWith("*") ? host.endsWith(hosts.slice(1)) : host === hosts;
  const pathMatches = paths.endsWith("*") ? path.startsWith(paths.slice(0, -1)) : path === paths;
  return hostMatches && pathMatches;
}

function parts(pattern: string): { host: string; path: string } {
  const plain = pattern.replace(/^https?:\/\//, "").toLowerCase();
  const slash = plain.indexOf("/");
  return slash === -1 ? { host: plain, path: "/" } : { host: plain.slice(0, slash), path: plain.slice(slash) };
}

/** A longer pattern names more; one with a literal host beats every wildcard host. */
function specific(pattern: string): number {
  const { host, path } = parts(pattern);
  return (host.startsWith("*") ? 0 : 10_000) + host.length + path.length;
}
