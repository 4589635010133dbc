/**
 * What this version's API document is made from. The generator finds it here, in every version's folder. Who may use an
 * endpoint stands in the endpoint itself; what its operations take and give, in the file of its name in `openapi/`.
 */
import type { Method } from "./endpoint.ts";
import { endpointCalled, endpointNames } from "./endpoints.ts";
import { openapi, root } from "./openapi/api.ts";
import { boundaries } from "./openapi/boundaries.ts";
import { broadcasts } from "./openapi/broadcasts.ts";
import { calls } from "./openapi/calls.ts";
import { campaigns } from "./openapi/campaigns.ts";
import { contacts } from "./openapi/contacts.ts";
import { events } from "./openapi/events.ts";
import { fields } from "./openapi/fields.ts";
import { groups } from "./openapi/groups.ts";
import type { DescribedOperation } from "./openapi/operation.ts";
import { contactActions } from "./openapi/contact_actions.ts";
import { flowDefinition } from "./openapi/flow_definition.ts";
import { flows } from "./openapi/flows.ts";
import { relayers } from "./openapi/relayers.ts";
import { runs } from "./openapi/runs.ts";
import { steps } from "./openapi/steps.ts";
import { org } from "./openapi/org.ts";
import { labels } from "./openapi/labels.ts";
import { messageActions } from "./openapi/message_actions.ts";
import { messages } from "./openapi/messages.ts";
import { detail, fieldErrors, problem } from "./openapi/parts.ts";
import { RELEASE } from "./release.ts";

/** By endpoint; in the document they stand in the order of the root listing. */
const DESCRIBED: Readonly<Record<string, readonly DescribedOperation[]>> = {
  boundaries,
  broadcasts,
  calls,
  campaigns,
  contact_actions: contactActions,
  contacts,
  events,
  fields,
  flow_definition: flowDefinition,
  flows,
  groups,
  labels,
  message_actions: messageActions,
  messages,
  org,
  relayers,
  runs,
  sms: messages,
  steps,
};

/** A list's filters are never refused: what makes no sense finds nothing. A delete refuses without a word. */
const USUAL: Readonly<Record<Method, NonNullable<DescribedOperation["refuses"]>>> = {
  GET: { 400: "never" },
  POST: {},
  DELETE: { 400: null, 404: null },
};

const EVERYONE = ["A", "E", "S"];

export const described = {
  title: "Milepost messaging API, version 1",
  description: [
    "Deprecated: each operation names what does the same in version 2 (`x-successor-operation`), and what to do",
    "(`x-migration`). Lists come in pages of 250, by number. Instants are UTC in milliseconds.",
    "Without its suffix, GET on a list answers an empty array, and POST and DELETE work as with it.",
    "Unknown query parameters and body keys are ignored.",
  ].join(" "),
  version: 1,
  successor: 2,
  release: RELEASE,
  deprecated: true,
  routes: [
    route("", EVERYONE, root),
    route("openapi", EVERYONE, openapi),
    ...endpointNames().flatMap((name) =>
      (DESCRIBED[name] ?? []).map((operation) => route(name, rolesOf(name, operation.method), operation)),
    ),
  ],
  refusals: { detail, fieldErrors, problem },
} as const;

function rolesOf(name: string, method: Method): readonly string[] {
  const { roles = [], writers = roles } = endpointCalled(name) ?? {};
  return method === "GET" ? roles : writers;
}

function route(endpoint: string, roles: readonly string[], operation: DescribedOperation) {
  return { endpoint, roles, ...operation, refuses: { ...USUAL[operation.method], ...operation.refuses } };
}
