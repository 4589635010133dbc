/**
 * v1, endpoint by endpoint. Each file of the folder says who may use one, how, and in which changes it differs from v2. The
 * order of these matters, see `change.ts`: the first change stands next to the client.
 */
import type { Endpoint } from "./endpoint.ts";
import { boundaries } from "./endpoints/boundaries.ts";
import { broadcasts } from "./endpoints/broadcasts.ts";
import { calls } from "./endpoints/calls.ts";
import { campaigns } from "./endpoints/campaigns.ts";
import { contactActions } from "./endpoints/contact_actions.ts";
import { contacts } from "./endpoints/contacts.ts";
import { events } from "./endpoints/events.ts";
import { fields } from "./endpoints/fields.ts";
import { flowDefinition } from "./endpoints/flow_definition.ts";
import { flows } from "./endpoints/flows.ts";
import { groups } from "./endpoints/groups.ts";
import { labels } from "./endpoints/labels.ts";
import { messageActions } from "./endpoints/message_actions.ts";
import { messages, sms } from "./endpoints/messages.ts";
import { org } from "./endpoints/org.ts";
import { relayers } from "./endpoints/relayers.ts";
import { runs } from "./endpoints/runs.ts";
import { steps } from "./endpoints/steps.ts";

const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map(
  [
    boundaries,
    broadcasts,
    calls,
    campaigns,
    contactActions,
    contacts,
    events,
    fields,
    flowDefinition,
    flows,
    groups,
    labels,
    messageActions,
    messages,
    org,
    relayers,
    runs,
    sms,
    steps,
  ].map((endpoint) => [endpoint.name, endpoint]),
);

export function endpointCalled(name: string): Endpoint | undefined {
  return ENDPOINTS.get(name);
}

/** In the order of the root listing. */
export function endpointNames(): readonly string[] {
  return [...ENDPOINTS.keys()];
}
