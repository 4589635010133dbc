/**
 * The items of the import format, one shape a list. Strict: a member nobody stores would be lost in silence, so it is
 * refused by name. Identifiers come out in lower case, instants as microseconds.
 */
import * as z from "zod";
import { MESSAGE_STATUSES } from "../../contracts/messages.ts";
import { parseInstant } from "./instant.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const uuid = z.string().regex(UUID, "must be a UUID").toLowerCase();
const id = z.int().positive();
const instant = z.string().transform((text, context) => {
  const micros = parseInstant(text);
  if (micros !== null) return micros;
  context.issues.push({
    code: "custom",
    message: "must be an instant such as 2016-01-31T09:00:00.000001Z",
    input: text,
  });
  return z.NEVER;
});
const name = z.string().min(1);
const json = z.json();

export const org = z.strictObject({
  key: z.string().min(1),
  id,
  uuid,
  name,
  country: z.string().length(2).nullable(),
  languages: z.array(z.string()),
  primary_language: z.string().nullable(),
  timezone: name,
  date_style: z.enum(["day_first", "month_first"]),
  anon: z.boolean(),
  suspended: z.boolean(),
  rate_limit: z.strictObject({ limit: z.int().positive(), window: z.int().positive() }).nullable(),
});

export const channel = z.strictObject({
  id,
  uuid,
  name: z.string().nullable(),
  address: z.string().nullable(),
  country: z.string().length(2).nullable(),
  type: name,
  schemes: z.array(z.string()),
  /** True: it was given up. Left out, as by everybody but exports, it is in use. */
  released: z.boolean().nullish(),
  device: z.record(z.string(), json).nullable(),
  last_seen: instant.nullable(),
  created_on: instant,
});

export const field = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,35}$/, "must be a field key: a-z, 0-9 and _, at most 36"),
  label: name,
  value_type: z.enum(["text", "numeric", "datetime", "state", "district", "ward"]),
  created_on: instant,
});

export const group = z.strictObject({ id, uuid, name, query: z.string().nullable(), created_on: instant });

export const label = z.strictObject({ uuid, name, created_on: instant });

export const contact = z.strictObject({
  uuid,
  name: z.string().nullable(),
  language: z.string().nullable(),
  urns: z.array(z.string().regex(/^[a-z]+:./, "must be a URN such as tel:+250788123123")),
  groups: z.array(uuid),
  fields: z.record(z.string(), z.string().nullable()),
  blocked: z.boolean(),
  stopped: z.boolean(),
  created_on: instant,
  modified_on: instant,
});

export const flow = z.strictObject({
  id,
  uuid,
  name,
  type: name,
  archived: z.boolean(),
  expires: z.int().nonnegative(),
  labels: z.array(z.strictObject({ uuid, name })),
  created_on: instant,
  base_language: z.string().nullable(),
  rulesets: z.array(
    z.strictObject({ id, node: uuid, label: z.string(), ruleset_type: name, categories: z.array(z.string()) }),
  ),
  /** Slugs; they may come later in the file, or never. */
  resthooks: z.array(name).max(10).nullish(),
  /** As it was saved last, where somebody saved it as a whole. */
  saved: z
    .strictObject({ definition: z.record(z.string(), json), revision: z.int().positive(), saved_on: instant })
    .nullish(),
});

export const message = z.strictObject({
  id,
  contact: uuid,
  urn: z.string().nullable(),
  channel: uuid.nullable(),
  broadcast: id.nullish(),
  direction: z.enum(["in", "out"]),
  type: z.enum(["inbox", "flow", "ivr"]).nullable(),
  // Of another word nobody knows the folder.
  status: z.enum(MESSAGE_STATUSES),
  visibility: z.enum(["visible", "archived", "deleted"]),
  text: z.string(),
  /** By name; what has been renamed while an export went on, by UUID. */
  labels: z.array(z.string()),
  flow: uuid.nullish(),
  attachments: z.array(z.strictObject({ content_type: name, url: name })).nullish(),
  quick_replies: z.array(z.strictObject({ text: name, extra: z.string().nullable() })).nullish(),
  created_on: instant,
  sent_on: instant.nullable(),
  modified_on: instant.nullable(),
});

export const run = z.strictObject({
  id,
  uuid,
  flow: uuid,
  contact: uuid,
  responded: z.boolean(),
  path: z.array(z.record(z.string(), json)),
  values: z.record(z.string(), json),
  created_on: instant,
  modified_on: instant,
  exited_on: instant.nullable(),
  exit_type: z.enum(["completed", "interrupted", "expired"]).nullable(),
  expires_on: instant.nullable(),
});

export const channelEvent = z.strictObject({
  id,
  type: name,
  contact: uuid,
  channel: uuid,
  time: instant,
  duration: z.int().nonnegative(),
  created_on: instant,
});

export const resthook = z.strictObject({ resthook: name, created_on: instant, modified_on: instant });

export const resthookEvent = z.strictObject({ resthook: name, data: json, created_on: instant });

export const boundary = z.strictObject({
  osm_id: name,
  name,
  level: z.int().nonnegative(),
  parent: z.string().nullable(),
  aliases: z.array(z.string()),
  geometry: z.record(z.string(), json).nullable(),
});

/** `group` by UUID. */
export const campaign = z.strictObject({ id, uuid, name, group: uuid, created_on: instant });

/** `campaign` and `flow` by UUID, `relative_to` by key. Of `flow` and `message` one is null. */
export const campaignEvent = z.strictObject({
  id,
  uuid,
  campaign: uuid,
  relative_to: z.string(),
  offset: z.int(),
  unit: z.enum(["minutes", "hours", "days", "weeks"]),
  delivery_hour: z.int().min(-1).max(23),
  flow: uuid.nullable(),
  message: z.union([z.string(), z.record(z.string(), z.string())]).nullable(),
  created_on: instant,
});
