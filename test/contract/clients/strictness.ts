/**
 * What the official clients choke on when they read an answer (contract 0.4, rows 8 to 10), as two strict
 * readers. Each returns complaints; none means that the client would have read the object.
 */

/**
 * How a client reads one attribute. `refs` is a list of objects that it keeps as they are, `map` an object of keys and
 * values. `one` is an object of a shape of its own, or null; `many` a list of them.
 */
export type Kind =
  | "plain"
  | "integer"
  | "boolean"
  | "datetime"
  | "refs"
  | "map"
  | { readonly one: Shape }
  | { readonly many: Shape };

export interface Shape {
  readonly [attribute: string]: Kind;
}
export type Reader = (shape: Shape, object: unknown) => string[];

/** The client of 2017: an absent attribute raises, types are exact, and `+00:00` is no time zone to it. */
export const reader2017: Reader = (shape, object) => read(shape, object, CLIENT_2017);

/** The newest client: an absent scalar is None, but it iterates over lists and maps without a look. */
export const readerToday: Reader = (shape, object) => read(shape, object, CLIENT_TODAY);

interface Client {
  /** Whether it lives without an attribute that is not a list or a map. */
  readonly missesScalars: boolean;
  readonly datetime: (value: unknown) => boolean;
}

const CLIENT_2017: Client = { missesScalars: true, datetime: isStrptime };
const CLIENT_TODAY: Client = { missesScalars: false, datetime: isIso };

function read(shape: Shape, object: unknown, client: Client): string[] {
  if (!isObject(object)) return ["is no object"];
  return Object.entries(shape).flatMap(([name, kind]) => attribute(name, kind, object[name], client));
}

function attribute(name: string, kind: Kind, value: unknown, client: Client): string[] {
  if (typeof kind === "object") return nested(name, kind, value, client);
  const complaint = scalar(kind, value, client);
  return complaint === null ? [] : [`${name} ${complaint}: ${JSON.stringify(value)}`];
}

function nested(name: string, kind: Exclude<Kind, string>, value: unknown, client: Client): string[] {
  if ("many" in kind) {
    if (!Array.isArray(value)) return [`${name} is no list: ${JSON.stringify(value)}`];
    return value.flatMap((item, at) => inside(`${name}[${at}]`, read(kind.many, item, client)));
  }
  if (value === undefined && client.missesScalars) return [`${name} is absent: undefined`];
  return value === undefined || value === null ? [] : inside(name, read(kind.one, value, client));
}

function inside(name: string, complaints: readonly string[]): string[] {
  return complaints.map((complaint) => `${name}: ${complaint}`);
}

function scalar(kind: Exclude<Kind, object>, value: unknown, client: Client): string | null {
  if (kind === "refs") return Array.isArray(value) ? null : "is no list";
  if (kind === "map") return isObject(value) ? null : "is no object";
  if (value === undefined) return client.missesScalars ? "is absent" : null;
  if (value === null) return null;
  switch (kind) {
    case "plain":
      return null;
    case "integer":
      return Number.isInteger(value) ? null : "is no integer";
    case "boolean":
      return typeof value === "boolean" ? null : "is no boolean";
    case "datetime":
      return client.datetime(value) ? null : "is no datetime";
  }
}

/** The formats it tries, in strptime's terms: with or without fraction, with or without Z, or a bare date. */
function isStrptime(value: unknown): boolean {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z?)?$/.test(value);
}

function isIso(value: unknown): boolean {
  return typeof value === "string" && !Number.isNaN(Date.parse(value));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
