/** Which attributes the two clients read of v2's objects, and how (contract 1). */
import type { Shape } from "./strictness.ts";

/** Of both generations; the newer one's list also has what only it reads. */
export interface Shapes {
  readonly in2017: Shape;
  readonly today: Shape;
}

const reference: Shape = { uuid: "plain", name: "plain" };
const one = { one: reference } as const;
const many = { many: reference } as const;

const contact: Shape = {
  uuid: "plain",
  name: "plain",
  language: "plain",
  urns: "plain",
  groups: many,
  fields: "map",
  blocked: "boolean",
  stopped: "boolean",
  created_on: "datetime",
  modified_on: "datetime",
};
const group: Shape = { uuid: "plain", name: "plain", query: "plain", count: "integer" };
const org: Shape = {
  name: "plain",
  country: "plain",
  languages: "plain",
  primary_language: "plain",
  timezone: "plain",
  date_style: "plain",
  anon: "boolean",
};

const campaign: Shape = { uuid: "plain", name: "plain", group: one, created_on: "datetime" };
const campaignEvent: Shape = {
  uuid: "plain",
  campaign: one,
  relative_to: { one: { key: "plain", label: "plain" } },
  offset: "integer",
  unit: "plain",
  delivery_hour: "integer",
  message: "plain",
  flow: one,
  created_on: "datetime",
};
const boundary: Shape = {
  osm_id: "plain",
  name: "plain",
  level: "integer",
  parent: { one: { osm_id: "plain", name: "plain" } },
  aliases: "plain",
  geometry: { one: { type: "plain", coordinates: "refs" } },
};
const definitions: Shape = { version: "integer", flows: "refs", campaigns: "refs", triggers: "refs" };

const resthook: Shape = { resthook: "plain", created_on: "datetime", modified_on: "datetime" };
const subscriber: Shape = { id: "integer", resthook: "plain", target_url: "plain", created_on: "datetime" };
const resthookEvent: Shape = { resthook: "plain", data: "plain", created_on: "datetime" };

const broadcast: Shape = {
  id: "integer",
  urns: "plain",
  contacts: many,
  groups: many,
  text: "plain",
  created_on: "datetime",
};
const flow: Shape = {
  uuid: "plain",
  name: "plain",
  archived: "boolean",
  labels: many,
  expires: "integer",
  runs: { one: { active: "integer", completed: "integer", interrupted: "integer", expired: "integer" } },
  created_on: "datetime",
};
const flowStart: Shape = {
  id: "integer",
  flow: one,
  groups: many,
  contacts: many,
  status: "plain",
  restart_participants: "boolean",
  extra: "plain",
  created_on: "datetime",
  modified_on: "datetime",
};
const run: Shape = {
  id: "integer",
  flow: one,
  contact: one,
  responded: "boolean",
  path: { many: { node: "plain", time: "datetime" } },
  values: "map",
  created_on: "datetime",
  modified_on: "datetime",
  exited_on: "datetime",
  exit_type: "plain",
};

const message: Shape = {
  id: "integer",
  broadcast: "integer",
  contact: one,
  urn: "plain",
  channel: one,
  direction: "plain",
  type: "plain",
  status: "plain",
  archived: "boolean",
  visibility: "plain",
  text: "plain",
  labels: many,
  media: "plain",
  created_on: "datetime",
  sent_on: "datetime",
  modified_on: "datetime",
};
const label: Shape = { uuid: "plain", name: "plain", count: "integer" };
const channel: Shape = {
  uuid: "plain",
  name: "plain",
  address: "plain",
  country: "plain",
  device: {
    one: {
      name: "plain",
      power_level: "integer",
      power_status: "plain",
      power_source: "plain",
      network_type: "plain",
    },
  },
  last_seen: "datetime",
  created_on: "datetime",
};
const channelEvent: Shape = {
  id: "integer",
  type: "plain",
  contact: one,
  channel: one,
  created_on: "datetime",
};

export const V2_SHAPES = {
  contact: { in2017: contact, today: { ...contact, status: "plain", flow: one, last_seen_on: "datetime" } },
  group: { in2017: group, today: { ...group, status: "plain", system: "boolean" } },
  field: {
    in2017: { key: "plain", label: "plain", value_type: "plain" },
    today: { key: "plain", name: "plain", type: "plain" },
  },
  message: {
    in2017: message,
    today: {
      ...message,
      uuid: "plain",
      flow: one,
      attachments: { many: { content_type: "plain", url: "plain" } },
      quick_replies: "refs",
    },
  },
  label: { in2017: label, today: label },
  channel: { in2017: channel, today: { ...channel, type: "plain" } },
  channel_event: {
    in2017: { ...channelEvent, time: "datetime", duration: "integer" },
    today: { ...channelEvent, extra: "plain", occurred_on: "datetime" },
  },
  org: { in2017: org, today: { ...org, uuid: "plain" } },
  broadcast: { in2017: broadcast, today: { ...broadcast, uuid: "plain", status: "plain" } },
  flow: {
    in2017: flow,
    today: {
      ...flow,
      type: "plain",
      results: { many: { key: "plain", name: "plain", categories: "plain", node_uuids: "plain" } },
    },
  },
  flow_start: {
    in2017: flowStart,
    today: { ...flowStart, uuid: "plain", params: "plain", exclude_active: "boolean" },
  },
  run: { in2017: run, today: { ...run, uuid: "plain", start: { one: { uuid: "plain" } } } },
  campaign: { in2017: campaign, today: { ...campaign, archived: "boolean" } },
  campaign_event: { in2017: campaignEvent, today: campaignEvent },
  boundary: { in2017: boundary, today: boundary },
  definitions: { in2017: definitions, today: { ...definitions, fields: "refs", groups: "refs" } },
  resthook: { in2017: resthook, today: resthook },
  resthook_subscriber: { in2017: subscriber, today: subscriber },
  resthook_event: { in2017: resthookEvent, today: resthookEvent },
} as const satisfies Record<string, Shapes>;

/** What the answers of an endpoint are; absent: neither client reads it. */
export const V2_ENDPOINTS: Readonly<Record<string, keyof typeof V2_SHAPES>> = {
  contacts: "contact",
  groups: "group",
  fields: "field",
  messages: "message",
  labels: "label",
  channels: "channel",
  channel_events: "channel_event",
  org: "org",
  broadcasts: "broadcast",
  flows: "flow",
  flow_starts: "flow_start",
  runs: "run",
  campaigns: "campaign",
  campaign_events: "campaign_event",
  boundaries: "boundary",
  definitions: "definitions",
  resthooks: "resthook",
  resthook_subscribers: "resthook_subscriber",
  resthook_events: "resthook_event",
};
