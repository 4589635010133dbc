/** Which attributes the two clients read of v2's objects, and how (contract 1). */
import type { Shape } from "./strictness.ts";

/** Of both generations; the newer one's list also has what only it reads. */
export interface Shapes {
  readonly in2017: Shape;
  readonly today: Shape;
}

const contact: Shape = {
  uuid: "plain",
  name: "plain",
  language: "plain",
  urns: "plain",
  groups: "refs",
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

const campaign: Shape = { uuid: "plain", name: "plain", group: "plain", created_on: "datetime" };
const campaignEvent: Shape = {
  uuid: "plain",
  campaign: "plain",
  relative_to: "plain",
  offset: "integer",
  unit: "plain",
  delivery_hour: "integer",
  message: "plain",
  flow: "plain",
  created_on: "datetime",
};
const boundary: Shape = {
  osm_id: "plain",
  name: "plain",
  level: "integer",
  parent: "plain",
  aliases: "plain",
  geometry: "plain",
};
const definitions: Shape = { version: "integer", flows: "refs", campaigns: "refs", triggers: "refs" };

const resthook: Shape = { resthook: "plain", created_on: "datetime", modified_on: "datetime" };
const subscriber: Shape = { id: "integer", resthook: "plain", target_url: "plain", created_on: "datetime" };
const resthookEvent: Shape = { resthook: "plain", data: "plain", created_on: "datetime" };

const broadcast: Shape = {
  id: "integer",
  urns: "plain",
  contacts: "refs",
  groups: "refs",
  text: "plain",
  created_on: "datetime",
};
const flow: Shape = {
  uuid: "plain",
  name: "plain",
  archived: "boolean",
  labels: "refs",
  expires: "integer",
  runs: "map",
  created_on: "datetime",
};
const flowStart: Shape = {
  id: "integer",
  flow: "plain",
  groups: "refs",
  contacts: "refs",
  status: "plain",
  restart_participants: "boolean",
  extra: "plain",
  created_on: "datetime",
  modified_on: "datetime",
};
const run: Shape = {
  id: "integer",
  flow: "plain",
  contact: "plain",
  responded: "boolean",
  path: "refs",
  values: "map",
  created_on: "datetime",
  modified_on: "datetime",
  exited_on: "datetime",
  exit_type: "plain",
};

const message: Shape = {
  id: "integer",
  broadcast: "integer",
  contact: "plain",
  urn: "plain",
  channel: "plain",
  direction: "plain",
  type: "plain",
  status: "plain",
  archived: "boolean",
  visibility: "plain",
  text: "plain",
  labels: "refs",
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
  device: "plain",
  last_seen: "datetime",
  created_on: "datetime",
};
const channelEvent: Shape = {
  id: "integer",
  type: "plain",
  contact: "plain",
  channel: "plain",
  created_on: "datetime",
};

export const V2_SHAPES = {
  contact: { in2017: contact, today: { ...contact, status: "plain", flow: "plain", last_seen_on: "datetime" } },
  group: { in2017: group, today: { ...group, status: "plain", system: "boolean" } },
  field: {
    in2017: { key: "plain", label: "plain", value_type: "plain" },
    today: { key: "plain", name: "plain", type: "plain" },
  },
  message: {
    in2017: message,
    today: { ...message, uuid: "plain", flow: "plain", attachments: "refs", quick_replies: "refs" },
  },
  label: { in2017: label, today: label },
  channel: { in2017: channel, today: { ...channel, type: "plain" } },
  channel_event: {
    in2017: { ...channelEvent, time: "datetime", duration: "integer" },
    today: { ...channelEvent, extra: "plain", occurred_on: "datetime" },
  },
  org: { in2017: org, today: { ...org, uuid: "plain" } },
  broadcast: { in2017: broadcast, today: { ...broadcast, uuid: "plain", status: "plain" } },
  flow: { in2017: flow, today: { ...flow, type: "plain", results: "refs" } },
  flow_start: {
    in2017: flowStart,
    today: { ...flowStart, uuid: "plain", params: "plain", exclude_active: "boolean" },
  },
  run: { in2017: run, today: { ...run, uuid: "plain", start: "plain" } },
  campaign: { in2017: campaign, today: { ...campaign, archived: "boolean" } },
  campaign_event: { in2017: campaignEvent, today: campaignEvent },
  boundary: { in2017: boundary, today: boundary },
  definitions: { in2017: definitions, today: { ...definitions, fields: "refs", groups: "refs" } },
  resthook: { in2017: resthook, today: resthook },
  resthook_subscriber: { in2017: subscriber, today: subscriber },
  resthook_event: { in2017: resthookEvent, today: resthookEvent },
} as const satisfies Record<string, Shapes>;
