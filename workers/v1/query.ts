/**
 * v1's ways of reading a filter. All of them are undefined when the filter was not sent.
 */
import type { Micros } from "../../contracts/records.ts";
import type { Query } from "./change.ts";

export function queryOf(parameters: URLSearchParams): Query {
  return Object.fromEntries([...new Set(parameters.keys())].map((name) => [name, parameters.getAll(name)]));
}

/** Repeated only: `uuid=a&uuid=b`. A comma is part of the value. */
export function repeated(query: Query, name: string): readonly string[] | undefined {
  return query[name];
}

/** Repeated, or one comma-separated value: `id=1,2,3`. */
export function split(query: Query, name: string): readonly string[] | undefined {
  const values = query[name];
  const [only] = values ?? [];
  return values?.length === 1 && only !== undefined ? only.split(",") : values;
}

/** As `split`, but whole numbers: any other value is no object's. */
export function splitNumbers(query: Query, name: string): readonly number[] | undefined {
  return numbersIn(split(query, name));
}

/** As `repeated`, but whole numbers: any other value is no object's. */
export function repeatedNumbers(query: Query, name: string): readonly number[] | undefined {
  return numbersIn(repeated(query, name));
}

function numbersIn(values: readonly string[] | undefined): readonly number[] | undefined {
  return values?.filter((value) => /^\d{1,15}$/.test(value.trim())).map(Number);
}

/** The last one wins, as in any form. An empty value is none. */
export function single(query: Query, name: string): string | undefined {
  return query[name]?.at(-1) || undefined;
}

/** Clients send `1` for true. Anything that is not a yes is a no. */
export function truth(query: Query, name: string): boolean | undefined {
  const value = single(query, name);
  return value === undefined ? undefined : ["true", "y", "yes", "1"].includes(value.toLowerCase());
}

const INSTANT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.(\d{1,6})Z?$/;

/** Null for anything but `YYYY-MM-DDTHH:MM:SS.f`, one to six digits, UTC: such a filter finds nothing. */
export function instant(query: Query, name: string): Micros | null | undefined {
  const value = single(query, name);
  return value === undefined ? undefined : instantOf(value);
}

/** Null for anything else. */
export function instantOf(value: string): Micros | null {
  const [, second, fraction] = INSTANT.exec(value) ?? [];
  if (second === undefined || fraction === undefined) return null;
  const millis = Date.parse(`${second}Z`);
  // Date.parse takes 31 February for 2 March; such a day must find nothing.
  if (Number.isNaN(millis) || !new Date(millis).toISOString().startsWith(second)) return null;
  return millis * 1000 + Number(fraction.padEnd(6, "0"));
}

/** `before` and `after`, both inclusive. Null when one of them is no instant: such a filter finds nothing. */
export function between(query: Query): { readonly before?: Micros; readonly after?: Micros } | null {
  const before = instant(query, "before");
  const after = instant(query, "after");
  if (before === null || after === null) return null;
  return { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
}

/** Those of these filters that were sent. */
export function sent<T extends Readonly<Record<string, unknown>>>(
  filters: T,
): { readonly [K in keyof T]?: NonNullable<T[K]> } {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { readonly [K in keyof T]?: NonNullable<T[K]> };
}
