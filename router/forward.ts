/**
 * The request as a version worker sees it: path without the prefix, fields of ours set, whatever a client
 * sent under those names gone. The body is streamed, never read.
 */
import { FORWARDED } from "../contracts/headers.ts";
import type { Caller } from "./identity/keys.ts";
import type { Chosen } from "./report.ts";
import { within } from "./patience.ts";
import { unqualifiedTags } from "./shared-url.ts";
import type { Version } from "./version/registry.ts";
import type { Visit } from "./visit.ts";

export interface Destination {
  readonly version: Version;
  /** What the client typed before the worker's part, e.g. `/api/v2`. */
  readonly prefix: string;
  /** The worker's part of the path, from its slash. */
  readonly rest: string;
}

/**
 * The worker's answer; `late` when it did not begin in time. A copy of the request, so that what the platform
 * knows of the connection (`request.cf`) comes along: reading it here would parse and write it for nothing.
 */
export function forward(
  worker: Fetcher,
  visit: Visit,
  { registry, to, shared }: Pick<Chosen, "registry" | "to" | "shared">,
  caller: Caller | null,
): Promise<Response | "late"> {
  const { address } = visit;
  const request = new Request(`${address.origin}${to.rest}${address.search}`, visit.request);
  setFields(request.headers, visit, to, caller, registry.keyHeaders);
  if (shared) unqualify(request.headers, to.version.number);
  return within(registry.upstreamTimeoutMs, worker, request);
}

function setFields(
  headers: Headers,
  visit: Visit,
  destination: Destination,
  caller: Caller | null,
  keyHeaders: readonly string[],
): void {
  headers.set(FORWARDED.proto, visit.address.proto);
  headers.set(FORWARDED.host, visit.address.host);
  headers.set(FORWARDED.prefix, destination.prefix);
  headers.set(FORWARDED.requestId, visit.requestId);
  headers.set(FORWARDED.version, String(destination.version.number));
  if (caller === null) {
    headers.delete(FORWARDED.account);
    headers.delete(FORWARDED.key);
    headers.delete(FORWARDED.role);
    headers.delete(FORWARDED.affinity);
    return;
  }
  headers.set(FORWARDED.account, caller.account);
  headers.set(FORWARDED.key, caller.key);
  headers.set(FORWARDED.role, caller.role);
  headers.set(FORWARDED.affinity, caller.account);
  // The key has done its work: a version worker that logs its requests must not log keys.
  headers.delete("Authorization");
  for (const name of keyHeaders) headers.delete(name);
}

/** The worker compares with the tags that it made itself. */
function unqualify(headers: Headers, version: number): void {
  for (const name of ["If-Match", "If-None-Match"]) {
    const tags = headers.get(name);
    if (tags !== null) headers.set(name, unqualifiedTags(tags, version));
  }
}
