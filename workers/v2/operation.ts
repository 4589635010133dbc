/** Which operation a request is, and whether this caller may use it: decided before its query or body is looked at. */
import type { Role } from "../../contracts/headers.ts";
import { matchEndpoint } from "../../http/endpoint.ts";
import type { Refusal } from "./refusal.ts";
import type { Route } from "./route.ts";
import { find } from "./routes.ts";

export type Operation =
  | { readonly kind: "route"; readonly route: Route; readonly suffix: boolean }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** What usage counts the request under: `GET /contacts`. Never contains what a client made up. */
export interface Labelled {
  readonly operation: Operation;
  readonly label: string;
}

/** @param url absolute */
export async function operationOf(method: string, url: string, role: Role | null): Promise<Labelled> {
  const place = await matchEndpoint(url);
  const found = place.kind === "nowhere" ? ({ kind: "no-endpoint" } as const) : find(place.endpoint, method);
  if (place.kind === "nowhere" || found.kind === "no-endpoint") {
    return { operation: refusal({ why: "no-endpoint" }), label: `${known(method)} /*` };
  }
  const label = `${known(method)} /${place.endpoint}`;
  if (found.kind === "wrong-method") {
    return { operation: refusal({ why: "method", method, allow: found.allow }), label };
  }
  const { route } = found;
  if (route.work.kind !== "document" && (role === null || !route.roles.includes(role))) {
    return { operation: refusal({ why: role === null ? "no-account" : "forbidden" }), label };
  }
  return { operation: { kind: "route", route, suffix: place.suffix }, label };
}

const METHODS = new Set(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

function known(method: string): string {
  if (method === "HEAD") return "GET";
  return METHODS.has(method) ? method : "OTHER";
}

function refusal(why: Refusal): Operation {
  return { kind: "refused", refusal: why };
}
