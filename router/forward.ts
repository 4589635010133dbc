/**
 * The request as a version worker sees it: path without the prefix, fields of ours set, whatever a client
 * sent under those names gone. The body is streamed, never read.
 */
import { FORWARDED } from "../contracts/headers.ts";
import type { Caller } from "./identity/keys.ts";
import type { Chosen } from "./outcome.ts";
import { within } from "./patience.ts";
import { unqualifiedTags } from "./shared-url.ts";
import type { Version } from "./version/registry.ts";
import { protoOf, type Visit } from "./visit.ts";

export interface Destination {
  readonly version: Version;
  /** What the client typed before the worker's part, e.g. `/api/v2`. */
  readonly prefix: string;
  /** The worker's part of the path, from its slash. */
  readonly rest: string;
}

/**
 * The worker's answer; `late` when it did not begin in time. Not by way of `new Request(url, request)`:
 * setting fields on a request's own headers and cloning it costs about a tenth of the whole pass through the
 * router (bench: header-only router, both ways).
 */
export function forward(
  worker: Fetcher,
  visit: Visit,
  { registry, to, shared }: Pick<Chosen, "registry" | "to" | "shared">,
  caller: Caller | null,
): Promise<Response | "late"> {
  const { request, url } = visit;
  const headers = forwardedHeaders(visit, to, caller, registry.keyHeaders);
  if (shared) unqualify(headers, to.version.number);
  const ask = (body: ReadableStream<Uint8Array> | null) => {
    // A version's redirects are its client's to follow.
    const init: RequestInit = { method: request.method, headers, body, redirect: "manual" };
    // What the platform knows of the connection, a version may read as if it were public.
    if (request.cf !== undefined) init.cf = request.cf;
    return worker.fetch(`${url.origin}${to.rest}${url.search}`, init);
  };
  const length = headers.get("Content-Length");
  return within(registry.upstreamTimeoutMs, ask, request.body, length === null ? null : Number(length));
}

/** The worker compares with the tags that it made itself. */
function unqualify(headers: Headers, version: number): void {
  for (const name of ["If-Match", "If-None-Match"]) {
    const tags = headers.get(name);
    if (tags !== null) headers.set(name, unqualifiedTags(tags, version));
  }
}

function forwardedHeaders(
  visit: Visit,
  destination: Destination,
  caller: Caller | null,
  keyHeaders: readonly string[],
): Headers {
  const headers = new Headers(visit.request.headers);
  headers.set(FORWARDED.proto, protoOf(visit));
  headers.set(FORWARDED.host, visit.url.host);
  headers.set(FORWARDED.prefix, destination.prefix);
  headers.set(FORWARDED.requestId, visit.requestId);
  headers.set(FORWARDED.version, String(destination.version.number));
  if (caller === null) {
    headers.delete(FORWARDED.account);
    headers.delete(FORWARDED.key);
    headers.delete(FORWARDED.role);
    return headers;
  }
  headers.set(FORWARDED.account, caller.account);
  headers.set(FORWARDED.key, caller.key);
  headers.set(FORWARDED.role, caller.role);
  // The key has done its work: a version worker that logs its requests must not log keys.
  headers.delete("Authorization");
  for (const name of keyHeaders) headers.delete(name);
  return headers;
}
