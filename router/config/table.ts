/**
 * Reading one table of vars against a declared shape. Every fault is reported, none is thrown, so that
 * an operator sees all of them in one go; an unknown key is a fault too, since it is a typo whose
 * silent default would be served for months.
 */
import { isObject } from "../../http/object.ts";

/** A sentence that names the key and says what to write instead. */
export type Report = (fault: string) => void;

export interface Reader<T> {
  readonly fallback: T;
  /** Completes "write …". */
  readonly want: string;
  /** Undefined: refused. */
  readonly read: (value: unknown) => T | undefined;
}

type Shape = Readonly<Record<string, Reader<unknown>>>;
export type Values<S extends Shape> = { readonly [K in keyof S]: S[K] extends Reader<infer T> ? T : never };

export function readTable<S extends Shape>(name: string, value: unknown, shape: S, report: Report): Values<S> {
  const given = isObject(value) ? value : {};
  if (value !== undefined && !isObject(value)) report(`${name} is ${show(value)}: write a table, [vars.${name}].`);
  for (const key of Object.keys(given)) {
    if (!Object.hasOwn(shape, key)) {
      report(`${name}.${key} is not a key of this table: write one of ${Object.keys(shape).join(", ")}.`);
    }
  }
  const entries = Object.entries(shape).map(([key, reader]) => {
    if (!Object.hasOwn(given, key)) return [key, reader.fallback];
    const read = reader.read(given[key]);
    if (read === undefined) report(`${name}.${key} is ${show(given[key])}: write ${reader.want}.`);
    return [key, read ?? reader.fallback];
  });
  return Object.fromEntries(entries) as Values<S>;
}

/** Short enough for a log line. */
function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
