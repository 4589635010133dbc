/**
 * What the official clients choke on when they read an answer (contract 0.4, rows 8 to 10), as two strict
 * readers. Each returns complaints; none means that the client would have read the object.
 */

/** How a client reads one attribute. `refs` is a list of objects, `map` an object of keys and values. */
export type Kind = "plain" | "integer" | "boolean" | "datetime" | "refs" | "map";

export type Shape = Readonly<Record<string, Kind>>;
export type Reader = (shape: Shape, object: unknown) => string[];

/** The client of 2017: an absent attribute raises, types are exact, and `+00:00` is no time zone to it. */
export const reader2017: Reader = (shape, object) =>
  each(shape, object, (kind, value) => {
    if (value === undefined) return "is absent";
    switch (kind) {
      case "plain":
        return null;
      case "integer":
        return value === null || Number.isInteger(value) ? null : "is no integer";
      case "boolean":
        return value === null || typeof value === "boolean" ? null : "is no boolean";
      case "datetime":
        return value === null || isStrptime(value) ? null : "is no datetime";
      case "refs":
        return Array.isArray(value) ? null : "is no list";
      case "map":
        return isObject(value) ? null : "is no object";
    }
  });

/** The newest client: an absent scalar is None, but it iterates over lists and maps without a look. */
export const readerToday: Reader = (shape, object) =>
  each(shape, object, (kind, value) => {
    switch (kind) {
      case "plain":
        return null;
      case "integer":
        return value === null || value === undefined || Number.isInteger(value) ? null : "is no integer";
      case "boolean":
        return value === null || value === undefined || typeof value === "boolean" ? null : "is no boolean";
      case "datetime":
        return value === null || value === undefined || isIso(value) ? null : "is no datetime";
      case "refs":
        return Array.isArray(value) ? null : "is no list";
      case "map":
        return isObject(value) ? null : "is no object";
    }
  });

function each(shape: Shape, object: unknown, read: (kind: Kind, value: unknown) => string | null): string[] {
  if (!isObject(object)) return ["is no object"];
  return Object.entries(shape).flatMap(([name, kind]) => {
    const complaint = read(kind, object[name]);
    return complaint === null ? [] : [`${name} ${complaint}: ${JSON.stringify(object[name])}`];
  });
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
