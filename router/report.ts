/**
 * What every answer of a version tells its client, errors, 304s and 101s included: which version answered
 * and why, how long it will, and for whom the answer may be kept.
 */
import { REPORTED } from "../contracts/headers.ts";
import { exposeTo } from "./cors.ts";
import type { Destination } from "./forward.ts";
import { versionRoot, type LifecycleFields } from "./lifecycle/fields.ts";
import { mergedVary, namedType, qualifiedTag, restoredLocation } from "./shared-url.ts";
import type { Application, Registry } from "./version/registry.ts";
import type { Resolved } from "./version/resolve.ts";
import type { Visit } from "./visit.ts";

/** A resolved version, how it came to be chosen, and what its answers depend on. */
export interface Chosen {
  readonly registry: Registry;
  readonly application: Application;
  readonly resolution: Resolved;
  readonly to: Destination;
  /** The path names no version: one URL serves several. */
  readonly shared: boolean;
  /** The request brought a key: its answer is for one account. */
  readonly keyed: boolean;
}

/** A copy with our fields; the body passes through as it comes, the socket of a 101 too. */
export function reported(answer: Response, visit: Visit, chosen: Chosen, lifecycle: LifecycleFields): Response {
  const copy = new Response(answer.body, answer);
  const { headers } = copy;
  headers.set("API-Version", String(chosen.to.version.number));
  headers.set("API-Version-Source", chosen.resolution.by);
  headers.set("X-Request-Id", visit.requestId);
  headers.delete(REPORTED.route);
  reportLifecycle(headers, lifecycle);
  reportPlace(headers, visit, chosen);
  reportCaching(headers, chosen);
  exposeTo(visit.request.headers.get("Origin"), headers, chosen.registry);
  return copy;
}

function reportLifecycle(headers: Headers, { deprecation, sunset, link }: LifecycleFields): void {
  // An Item, so never two lines: the earlier date wins when a worker has one of its own (RFC 9745 2.1).
  if (deprecation !== null) headers.set("Deprecation", earlier(headers.get("Deprecation"), deprecation));
  if (sunset !== null) headers.set("Sunset", sunset);
  // Appended: the worker's own links stay (RFC 8288 3).
  if (link !== null) headers.append("Link", link);
}

function reportPlace(headers: Headers, visit: Visit, chosen: Chosen): void {
  for (const name of ["Location", "Content-Location"]) {
    const location = headers.get(name);
    if (location !== null) headers.set(name, restoredLocation(location, visit.address.origin, chosen.to.prefix));
  }
  if (chosen.resolution.by === "latest" && !chosen.shared && !headers.has("Content-Location")) {
    const root = versionRoot(chosen.registry, chosen.application, chosen.to.version);
    headers.set("Content-Location", `${root.slice(0, -1)}${chosen.to.rest}${visit.address.search}`);
  }
}

function reportCaching(headers: Headers, chosen: Chosen): void {
  const { application, resolution, shared, keyed } = chosen;
  const names = varyNames(chosen);
  if (names.length > 0) headers.set("Vary", mergedVary(headers.get("Vary"), names));
  if (keyed && !headers.has("Cache-Control")) headers.set("Cache-Control", "private");
  if (!shared) return;
  const { number } = resolution.version;
  const tag = headers.get("ETag");
  if (tag !== null) headers.set("ETag", qualifiedTag(tag, number));
  if (resolution.form === null) return;
  const type = headers.get("Content-Type");
  const spelling = { vendor: application.vendor, parameter: application.versionParameter };
  if (type !== null) headers.set("Content-Type", namedType(type, number, resolution.form, spelling));
}

type Variant = Pick<Chosen, "registry" | "shared" | "keyed">;

/** By table: the four lists there can be, since every request needs one of them. */
const variants = new WeakMap<Registry, readonly (readonly string[])[]>();

/** RFC 9111 4.1: on every answer to a shared URL, whatever the request had; leaving it out once poisons a cache. */
export function varyNames({ registry, shared, keyed }: Variant): readonly string[] {
  let lists = variants.get(registry);
  if (lists === undefined) {
    const { versionHeaders, keyHeaders } = registry;
    // A pin makes even the version depend on the key; RFC 9111 3.5 protects only `Authorization`.
    const [signals, keys] = [
      ["Accept", ...versionHeaders],
      ["Authorization", ...keyHeaders],
    ] as const;
    lists = [[], keys, signals, [...signals, ...keys]];
    variants.set(registry, lists);
  }
  return lists[(shared ? 2 : 0) + (keyed ? 1 : 0)] ?? [];
}

function earlier(workers: string | null, ours: string): string {
  if (workers === null || !/^@-?\d{1,15}$/.test(workers)) return ours;
  return Number(workers.slice(1)) < Number(ours.slice(1)) ? workers : ours;
}
