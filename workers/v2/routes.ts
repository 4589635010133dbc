/**
 * The route table: every operation of this version. It drives dispatch, `Allow`, the check of roles and the
 * API document alike, so that none of them can say something else than the others.
 */
import * as z from "zod";
import { boundaryRoutes } from "./boundaries/boundaries.ts";
import { broadcastRoutes } from "./broadcasts/broadcasts.ts";
import { campaignEventRoutes } from "./campaigns/campaign_events.ts";
import { campaignRoutes } from "./campaigns/campaigns.ts";
import { channelRoutes } from "./channels/channels.ts";
import { channelEventRoutes } from "./channels/events.ts";
import { contactActionRoutes } from "./contact_actions/actions.ts";
import { contactRoutes } from "./contacts/routes.ts";
import { eventRoutes } from "./events/events.ts";
import { definitionRoutes } from "./definitions/definitions.ts";
import { fieldRoutes } from "./fields/fields.ts";
import { flowStartRoutes } from "./flow_starts/flow_starts.ts";
import { flowRoutes } from "./flows/flows.ts";
import { groupRoutes } from "./groups/groups.ts";
import { labelRoutes } from "./labels/labels.ts";
import { messageActionRoutes } from "./messages/actions.ts";
import { messageRoutes } from "./messages/routes.ts";
import { laterRoutes } from "./later/later.ts";
import { messageSendRoutes } from "./messages/send.ts";
import { orgRoutes } from "./org/org.ts";
import { deliveryRoutes } from "./resthooks/deliveries.ts";
import { resthookRoutes } from "./resthooks/resthooks.ts";
import { subscriberRoutes } from "./resthooks/subscribers.ts";
import { runRoutes } from "./runs/runs.ts";
import { EVERYONE, type Route } from "./route.ts";
import { asWrite } from "./writing/parameters.ts";

const ownRoutes: readonly Route[] = [
  {
    method: "GET",
    endpoint: "",
    summary: "All endpoints by name, as absolute URLs",
    roles: EVERYONE,
    query: z.object({}),
    answers: { 200: z.record(z.string(), z.string()).meta({ id: "Endpoints" }) },
    work: { kind: "root" },
  },
  {
    method: "GET",
    endpoint: "openapi",
    summary: "This document",
    roles: EVERYONE,
    query: z.object({}),
    answers: { 200: z.looseObject({ openapi: z.string() }).meta({ id: "Document" }) },
    work: { kind: "document" },
  },
];

const TABLE: readonly Route[] = [
  ...ownRoutes,
  ...orgRoutes,
  ...contactRoutes,
  ...contactActionRoutes,
  ...fieldRoutes,
  ...groupRoutes,
  ...messageRoutes,
  ...messageSendRoutes,
  ...messageActionRoutes,
  ...labelRoutes,
  ...broadcastRoutes,
  ...flowRoutes,
  ...flowStartRoutes,
  ...runRoutes,
  ...channelRoutes,
  ...channelEventRoutes,
  ...campaignRoutes,
  ...campaignEventRoutes,
  ...boundaryRoutes,
  ...definitionRoutes,
  ...laterRoutes,
  ...resthookRoutes,
  ...subscriberRoutes,
  ...deliveryRoutes,
  ...eventRoutes,
];

export const ROUTES: readonly Route[] = TABLE.map(asWrite);

/** Endpoint → method → route. */
const ENDPOINTS: ReadonlyMap<string, ReadonlyMap<string, Route>> = byEndpoint(ROUTES);

function byEndpoint(routes: readonly Route[]): Map<string, Map<string, Route>> {
  const endpoints = new Map<string, Map<string, Route>>();
  for (const route of routes) {
    const methods = endpoints.get(route.endpoint) ?? new Map<string, Route>();
    endpoints.set(route.endpoint, methods.set(route.method, route));
  }
  return endpoints;
}

export type Found =
  | { readonly kind: "route"; readonly route: Route }
  | { readonly kind: "wrong-method"; readonly allow: readonly string[] }
  | { readonly kind: "no-endpoint" };

/** HEAD is answered as GET. OPTIONS has no route anywhere (contract 0.1); preflights end at the router. */
export function find(endpoint: string, method: string): Found {
  const methods = ENDPOINTS.get(endpoint);
  if (methods === undefined) return { kind: "no-endpoint" };
  const route = methods.get(method === "HEAD" ? "GET" : method);
  if (route !== undefined) return { kind: "route", route };
  return { kind: "wrong-method", allow: [...methods.keys()].flatMap((it) => (it === "GET" ? ["GET", "HEAD"] : [it])) };
}

/** What the root lists: the endpoints that hold something of the account. */
export function listed(): string[] {
  return ROUTES.filter(({ method, work }) => method === "GET" && work.kind === "read").map(({ endpoint }) => endpoint);
}
