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

export function forwardedRequest(
  visit: Visit,
  destination: Destination,
  caller: Caller | null,
  keyHeaders: readonly string[],
): Request {
  const { url } = visit;
  const request = new Request(`${url.origin}${destination.rest}${url.search}`, visit.request);
  const { headers } = request;
  headers.set(FORWARDED.proto, protoOf(visit));
  headers.set(FORWARDED.host, url.host);
  headers.set(FORWARDED.prefix, destination.prefix);
  headers.set(FORWARDED.requestId, visit.requestId);
  headers.set(FORWARDED.version, String(destination.version.number));
  if (caller === null) {
    headers.delete(FORWARDED.account);
    headers.delete(FORWARDED.key);
    headers.delete(FORWARDED.role);
    return request;
  }
  headers.set(FORWARDED.account, caller.account);
  headers.set(FORWARDED.key, caller.key);
  headers.set(FORWARDED.role, caller.role);
  // The key has done its work: a version worker that logs its requests must not log keys.
  headers.delete("Authorization");
  for (const name of keyHeaders) headers.delete(name);
  return request;
}
