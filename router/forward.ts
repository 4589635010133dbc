/**
 * The request as a version worker sees it: path without the prefix, fields of ours set, whatever a client
 * sent under those names gone. The body is streamed, never read.
 */
import { FORWARDED } from "../contracts/headers.ts";
import type { Caller } from "./identity/keys.ts";
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
 * Not by way of `new Request(url, request)`: setting fields on a request's own headers and cloning it costs
 * about a tenth of the whole pass through the router (bench: header-only router, both ways).
 */
export function forward(
  worker: Fetcher,
  visit: Visit,
  destination: Destination,
  caller: Caller | null,
  keyHeaders: readonly string[],
): Promise<Response> {
  const { request, url } = visit;
  const init: RequestInit = {
    method: request.method,
    headers: forwardedHeaders(visit, destination, caller, keyHeaders),
    body: request.body,
    // A version's redirects are its client's to follow.
    redirect: "manual",
  };
  // Where the platform knows something of the connection, a version may read it as if it were public.
  if (request.cf !== undefined) init.cf = request.cf;
  return worker.fetch(`${url.origin}${destination.rest}${url.search}`, init);
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
