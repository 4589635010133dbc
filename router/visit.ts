/** What the router knows of a request before it decides anything. */
import { addressOf, type Address } from "./address.ts";

export interface Visit {
  readonly request: Request;
  /** For what goes on after the answer. */
  readonly ctx: { waitUntil(promise: Promise<unknown>): void };
  readonly address: Address;
  /** Milliseconds; the one clock reading of the request. */
  readonly now: number;
  /** The client's own when it is well-formed, else new. In every answer and every log line. */
  readonly requestId: string;
}

/** Printable, no separators that logs or header lists give a meaning to. */
const REQUEST_ID = /^[\w.~+/=:-]{1,128}$/;

export function arrive(request: Request, ctx: Visit["ctx"]): Visit {
  const given = request.headers.get("X-Request-Id");
  return {
    request,
    ctx,
    address: addressOf(request.url),
    now: Date.now(),
    requestId: given !== null && REQUEST_ID.test(given) ? given : crypto.randomUUID(),
  };
}
