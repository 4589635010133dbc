/**
 * What the official Python client of 2017 does with an answer of v1: reads it strictly and raises
 * at what it does not expect. Written from the contract (0.4), not from the client.
 */

/** What the client raises, by what it met. */
class TembaError extends Error {}

type Reader<T> = (value: unknown, name: string) => T;

const text: Reader<string> = (value, name) => {
  if (typeof value !== "string") throw new TembaError(`${name} is no string: ${JSON.stringify(value)}`);
  return value;
};

const integer: Reader<number> = (value, name) => {
  if (!Number.isInteger(value)) throw new TembaError(`${name} is no integer: ${JSON.stringify(value)}`);
  return value as number;
};

const boolean: Reader<boolean> = (value, name) => {
  if (typeof value !== "boolean") throw new TembaError(`${name} is no boolean: ${JSON.stringify(value)}`);
  return value;
};

/** strptime with a `Z`, with or without fraction; `+00:00` raises. v1 has exactly three digits. */
const date: Reader<Date> = (value, name) => {
  const written = text(value, name);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(written)) throw new TembaError(`${name} is no date: ${written}`);
  return new Date(written);
};

function orNone<T>(read: Reader<T>): Reader<T | null> {
  return (value, name) => (value === null ? null : read(value, name));
}

function list<T>(read: Reader<T>): Reader<readonly T[]> {
  return (value, name) => {
    if (!Array.isArray(value)) throw new TembaError(`${name} is no list: ${JSON.stringify(value)}`);
    return value.map((item, at) => read(item, `${name}[${at}]`));
  };
}

function dictionary<T>(read: Reader<T>): Reader<Readonly<Record<string, T>>> {
  return (value, name) =>
    Object.fromEntries(Object.entries(object(value, name)).map(([key, item]) => [key, read(item, `${name}.${key}`)]));
}

function object(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TembaError(`${name} is no object: ${JSON.stringify(value)}`);
  }
  return value as Readonly<Record<string, unknown>>;
}

type Shape = Readonly<Record<string, Reader<unknown>>>;
type Read<S extends Shape> = { readonly [K in keyof S]: ReturnType<S[K]> };

/** A missing attribute raises. One that nobody knows does too: v1's documentation listed all of them. */
function shaped<S extends Shape>(shape: S): Reader<Read<S>> {
  return (value, name) => {
    const given = object(value, name);
    const unknown = Object.keys(given).filter((key) => !(key in shape));
    if (unknown.length > 0) throw new TembaError(`${name} has undocumented attributes: ${unknown.join(", ")}`);
    const read = Object.entries(shape).map(([key, reader]) => {
      if (!(key in given)) throw new TembaError(`${name} has no ${key}`);
      return [key, reader(given[key], `${name}.${key}`)];
    });
    return Object.fromEntries(read) as Read<S>;
  };
}

const contactShape = {
  uuid: text,
  name: orNone(text),
  language: orNone(text),
  group_uuids: list(text),
  urns: list(text),
  fields: dictionary(orNone(text)),
  blocked: orNone(boolean),
  failed: orNone(boolean),
  modified_on: date,
  phone: orNone(text),
  groups: list(text),
};

export const readContact = shaped(contactShape);
export const readGroup = shaped({ group: integer, uuid: text, name: text, size: integer });
export const readField = shaped({ key: text, label: text, value_type: text });
export const readOrg = shaped({
  name: text,
  country: orNone(text),
  languages: list(text),
  primary_language: orNone(text),
  timezone: text,
  date_style: text,
  anon: boolean,
});

export const readRelayer = shaped({
  relayer: integer,
  phone: orNone(text),
  name: orNone(text),
  country: orNone(text),
  last_seen: orNone(date),
  power_level: integer,
  power_status: orNone(text),
  power_source: orNone(text),
  network_type: orNone(text),
  pending_message_count: integer,
});

export const readCall = shaped({
  call: integer,
  contact: text,
  relayer: integer,
  relayer_phone: orNone(text),
  phone: orNone(text),
  created_on: date,
  duration: integer,
  call_type: text,
});

export const readCampaign = shaped({
  uuid: text,
  name: text,
  group_uuid: text,
  created_on: date,
  campaign: integer,
  group: orNone(text),
});

export const readEvent = shaped({
  uuid: text,
  campaign_uuid: text,
  flow_uuid: orNone(text),
  relative_to: text,
  offset: integer,
  unit: text,
  delivery_hour: integer,
  message: orNone(text),
  created_on: date,
  event: integer,
  campaign: integer,
  flow: orNone(integer),
});

const geometry: Reader<Readonly<Record<string, unknown>>> = object;
const boundaryShape = { boundary: text, name: text, level: integer, parent: orNone(text) };

export const readBoundary = shaped({ ...boundaryShape, geometry: orNone(geometry) });
export const readAliasedBoundary = shaped({ ...boundaryShape, aliases: list(text) });

/** What the client leaves as it came. */
const anything: Reader<unknown> = (value) => value;

export const readFlow = shaped({
  uuid: text,
  name: text,
  archived: boolean,
  labels: list(text),
  runs: integer,
  completed_runs: integer,
  participants: orNone(integer),
  expires: integer,
  rulesets: list(shaped({ node: text, label: text, response_type: text, ruleset_type: text, id: integer })),
  created_on: date,
  flow: integer,
});

export const readDefinition = shaped({
  metadata: object,
  version: integer,
  base_language: orNone(text),
  flow_type: text,
  action_sets: list(anything),
  rule_sets: list(anything),
  entry: orNone(text),
});

export const readRun = shaped({
  run: integer,
  flow_uuid: text,
  flow: integer,
  contact: text,
  completed: boolean,
  values: list(
    shaped({
      node: orNone(text),
      label: orNone(text),
      category: orNone(text),
      text: orNone(text),
      value: anything,
      rule_value: anything,
      time: orNone(date),
    }),
  ),
  steps: list(
    shaped({
      type: text,
      node: orNone(text),
      arrived_on: orNone(date),
      left_on: orNone(date),
      text: orNone(text),
      value: anything,
    }),
  ),
  created_on: date,
  modified_on: date,
  expires_on: orNone(date),
  expired_on: orNone(date),
});

export const readRuns = list(readRun);

export const readLabel = shaped({ uuid: text, name: text, count: integer });
export const readMessage = shaped({
  id: integer,
  broadcast: orNone(integer),
  contact: text,
  urn: orNone(text),
  status: text,
  type: orNone(text),
  labels: list(text),
  relayer: orNone(integer),
  direction: text,
  archived: boolean,
  text,
  created_on: date,
  sent_on: orNone(date),
  delivered_on: orNone(date),
});
export const readSent = shaped({ messages: list(integer), sms: list(integer) });
export const readBroadcast = shaped({
  id: integer,
  urns: orNone(list(text)),
  contacts: list(text),
  groups: list(text),
  text,
  status: text,
  created_on: date,
});

export type Contact = ReturnType<typeof readContact>;

/** One page, its links unread. */
export function readPage<T>(read: Reader<T>): Reader<{
  readonly count: number;
  readonly next: string | null;
  readonly previous: string | null;
  readonly results: readonly T[];
}> {
  return shaped({ count: integer, next: orNone(text), previous: orNone(text), results: list(read) });
}

/** How the client reads a refusal's body: field → list of sentences, joined. Anything else raises. */
export function readErrors(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(object(value, "errors")).map(([field, said]) => [field, list(text)(said, field).join(". ")]),
  );
}
