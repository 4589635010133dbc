/** Requests for every operation of an API document: as it asks for them, nearly so, and nothing like it. */
import * as fc from "fast-check";
import { type Place, type Schema, hostile, hostileText, valid } from "./values.ts";

export interface Fuzzed {
  readonly method: string;
  /** `/contacts.json` */
  readonly path: string;
  /** Draws among them. */
  readonly query: readonly (readonly [name: string, value: unknown])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: FuzzedBody;
  readonly caller: "main" | "surveyor" | "anon" | "suspended";
}

export type FuzzedBody =
  | { readonly kind: "none" }
  /** Draws in it. */
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "raw"; readonly text: string };

interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

export interface FuzzedDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

/** Names of all operations: `POST /contacts.json`. */
export function operationsOf({ paths }: FuzzedDocument): string[] {
  return Object.entries(paths).flatMap(([path, item]) => Object.keys(item).map((it) => `${it.toUpperCase()} ${path}`));
}

/** What deletes comes seldom, or there would soon be nothing to ask about; what writes has the most to get wrong. */
const WEIGHTS: Readonly<Record<string, number>> = { get: 3, post: 8, delete: 3 };

export function requestsFor(document: FuzzedDocument): fc.Arbitrary<Fuzzed> {
  const shared = document.components?.schemas ?? {};
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => {
      const place = { endpoint: path.slice(1).replace(/\.json$/, ""), name: "", shared };
      return { weight: WEIGHTS[method] ?? 1, arbitrary: requestFor(method.toUpperCase(), path, operation, place) };
    }),
  );
  return fc.oneof(...operations);
}

function requestFor(method: string, path: string, operation: Operation, place: Place): fc.Arbitrary<Fuzzed> {
  const parameters = operation.parameters ?? [];
  const inQuery = parameters.filter((it) => it.in === "query");
  const schema = operation.requestBody?.content["application/json"]?.schema;
  return fc.record({
    method: fc.oneof(
      { weight: 30, arbitrary: fc.constant(method) },
      { weight: 1, arbitrary: fc.constantFrom("PUT", "PATCH", "OPTIONS", "HEAD", "DELETE", "POST") },
    ),
    path: fc.constant(path),
    query: fc.oneof(
      { weight: 4, arbitrary: asked(inQuery, place) },
      { weight: 1, arbitrary: fc.array(odd(inQuery.map(({ name }) => name)), { maxLength: 4 }) },
    ),
    headers: headersOf(parameters.filter((it) => it.in === "header")),
    body: schema === undefined ? fc.constant({ kind: "none" } as const) : bodyFor(schema, place),
    caller: fc.oneof(
      { weight: 12, arbitrary: fc.constant("main" as const) },
      { weight: 1, arbitrary: fc.constantFrom("surveyor" as const, "anon" as const, "suspended" as const) },
    ),
  });
}

/** Mostly one filter or target: several find nothing, or exclude each other. */
function asked(parameters: readonly Parameter[], place: Place): fc.Arbitrary<Fuzzed["query"]> {
  const needed = parameters.filter(({ required }) => required === true);
  const few = (most: number) => fc.subarray([...parameters], { maxLength: Math.min(most, parameters.length) });
  return fc
    .oneof({ weight: 5, arbitrary: few(1) }, { weight: 1, arbitrary: few(3) })
    .chain((chosen) =>
      fc.tuple(
        ...[...new Set([...needed, ...chosen])].map(({ name, schema }) =>
          valid(schema, { ...place, name }).map((value) => [name, value] as const),
        ),
      ),
    );
}

function odd(names: readonly string[]): fc.Arbitrary<readonly [string, unknown]> {
  const name = names.length === 0 ? hostileText : fc.oneof(fc.constantFrom(...names), hostileText);
  return fc.tuple(name, hostileText);
}

/** What a header can hold: visible ASCII. */
const field = fc
  .string({ unit: fc.constantFrom(..."abcXYZ019-_.:;\"'/\\{}() ".split("")), maxLength: 300 })
  .map((it) => it.trim());

function headersOf(parameters: readonly Parameter[]): fc.Arbitrary<Record<string, string>> {
  const documented = Object.fromEntries(
    parameters.map(({ name }) => [name, fc.oneof(fc.constantFrom("a", "b", "c"), fc.uuid(), field)]),
  );
  const sent = fc.record(documented, { requiredKeys: [] }) as fc.Arbitrary<Record<string, string>>;
  const type = fc.constantFrom("application/json", "text/plain", "application/json; charset=utf-16", "x", "a/b; q=é");
  return fc.oneof(
    { weight: 9, arbitrary: fc.oneof(fc.constant({}), sent) },
    { weight: 1, arbitrary: fc.tuple(sent, type).map(([all, it]) => ({ ...all, "Content-Type": it })) },
  );
}

/** Deep enough for a parser that recurses, and more than the largest body. */
const MONSTERS = [
  "",
  "{",
  "[]",
  "5",
  "null",
  '"text"',
  "\u0000",
  "\ufeff{}",
  '{"a":1,"a":2}',
  '{"__proto__":{"x":1}}',
  '{"a":1e999}',
  `${"[".repeat(20_000)}${"]".repeat(20_000)}`,
  `{"name":${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}}`,
];
const LARGEST = `{"text":"${"x".repeat(1_000_001)}"}`;

function bodyFor(schema: Schema, place: Place): fc.Arbitrary<FuzzedBody> {
  const good = valid(schema, place);
  const json = (value: fc.Arbitrary<unknown>) => value.map((it) => ({ kind: "json", value: it }) as const);
  const raw = (value: fc.Arbitrary<string>) => value.map((it) => ({ kind: "raw", text: it }) as const);
  return fc.oneof(
    { weight: 75, arbitrary: json(good) },
    { weight: 20, arbitrary: json(fc.tuple(good, hostile, fc.nat()).map(([it, bad, at]) => spoilt(it, bad, at))) },
    { weight: 5, arbitrary: json(hostile) },
    { weight: 5, arbitrary: raw(fc.oneof(fc.constantFrom(...MONSTERS), fc.string({ unit: "binary" }))) },
    { weight: 1, arbitrary: fc.oneof(fc.constant({ kind: "none" } as const), raw(fc.constant(LARGEST))) },
  );
}

/** With one member replaced, taken out, or added. */
function spoilt(value: unknown, bad: unknown, at: number): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return bad;
  const members = Object.entries(value as Record<string, unknown>);
  const chosen = members.length === 0 ? -1 : at % members.length;
  switch (at % 3) {
    case 0:
      return Object.fromEntries(members.map(([name, it], index) => [name, index === chosen ? bad : it]));
    case 1:
      return Object.fromEntries(members.filter((_member, index) => index !== chosen));
    default:
      return { ...value, [`extra${at % 7}`]: bad };
  }
}
