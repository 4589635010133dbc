/**
 * CORS (Fetch standard). A preflight carries names of fields, not the version, so the router answers it
 * itself, always; real answers expose the fields that scripts need to follow a version's life.
 */
import type { Registry } from "./version/registry.ts";

const EXPOSED = [
  "API-Version",
  "API-Version-Source",
  "Deprecation",
  "Sunset",
  "Link",
  "RateLimit",
  "RateLimit-Policy",
  "Retry-After",
  "X-Request-Id",
];

/** Seconds: browsers cap it lower themselves. */
const MAX_AGE = "7200";

export function isPreflight(request: Request): boolean {
  return (
    request.method === "OPTIONS" &&
    request.headers.has("Origin") &&
    request.headers.has("Access-Control-Request-Method")
  );
}

/** Any method and any field a script asks for: which of them work is the version's to say. */
export function preflight(request: Request, registry: Registry): Response {
  const answer = new Response(null, { status: 204 });
  const { headers } = answer;
  allowOrigin(headers, request.headers.get("Origin"), registry);
  headers.append("Vary", "Access-Control-Request-Method, Access-Control-Request-Headers");
  headers.set("Access-Control-Allow-Methods", token(request.headers.get("Access-Control-Request-Method")) ?? "GET");
  const asked = (request.headers.get("Access-Control-Request-Headers") ?? "").split(",").map(token);
  const allowed = [...asked, "Authorization", "Content-Type", ...registry.versionHeaders, ...registry.keyHeaders];
  const byName = new Map(allowed.flatMap((name) => (name === null ? [] : [[name.toLowerCase(), name]])));
  headers.set("Access-Control-Allow-Headers", [...byName.values()].join(", "));
  headers.set("Access-Control-Max-Age", MAX_AGE);
  return answer;
}

/** Only where a browser asks: other clients are spared the fields. A worker's own policy stays. */
export function exposeTo(origin: string | null, headers: Headers, registry: Registry): void {
  if (origin === null) {
    // The same URL answers an allowed origin differently; a cache must know.
    if (!registry.corsOrigins.includes("*")) headers.append("Vary", "Origin");
    return;
  }
  if (!headers.has("Access-Control-Allow-Origin")) allowOrigin(headers, origin, registry);
  headers.append("Access-Control-Expose-Headers", EXPOSED.join(", "));
}

function allowOrigin(headers: Headers, origin: string | null, { corsOrigins }: Registry): void {
  if (corsOrigins.includes("*")) {
    headers.set("Access-Control-Allow-Origin", "*");
    return;
  }
  headers.append("Vary", "Origin");
  if (origin !== null && corsOrigins.includes(origin)) headers.set("Access-Control-Allow-Origin", origin);
}

/** A field value that is a token, or null: what a client sent is never echoed unread. */
function token(value: string | null): string | null {
  const text = value?.trim() ?? "";
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/.test(text) ? text : null;
}
