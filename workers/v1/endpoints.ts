/**
 * v1, endpoint by endpoint. Each file of the folder says who may use one, how, and in which changes it differs from v2. The
 * order of these matters, see `change.ts`: the first change stands next to the client.
 */
import type { Endpoint } from "./endpoint.ts";
import { boundaries } from "./endpoints/boundaries.ts";
import { calls } from "./endpoints/calls.ts";
import { campaigns } from "./endpoints/campaigns.ts";
import { contacts } from "./endpoints/contacts.ts";
import { events } from "./endpoints/events.ts";
import { fields } from "./endpoints/fields.ts";
import { groups } from "./endpoints/groups.ts";
import { org } from "./endpoints/org.ts";
import { relayers } from "./endpoints/relayers.ts";

const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map(
  [boundaries, calls, campaigns, contacts, events, fields, groups, org, relayers].map((endpoint) => [
    endpoint.name,
    endpoint,
  ]),
);

export function endpointCalled(name: string): Endpoint | undefined {
  return ENDPOINTS.get(name);
}

/** In the order of the root listing. */
export function endpointNames(): readonly string[] {
  return [...ENDPOINTS.keys()];
}
