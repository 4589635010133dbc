/** Values for the fuzzer: those that a JSON Schema of the document allows, and those that nobody should send. */
import * as fc from "fast-check";
import { Draw, placesOf } from "./pool.ts";

export type Schema = Readonly<Record<string, unknown>>;

/** Where a value is for: what it is called, and how to find what a schema refers to. */
export interface Place {
  readonly endpoint: string;
  readonly name: string;
  readonly shared: Readonly<Record<string, Schema>>;
}

/** Strings that have broken others: quoting, encodings, prototypes, formats of ours that are nearly right. */
const HOSTILE = [
  "",
  " ",
  "\0",
  "a\0b",
  "\ud800",
  "\u202e\u0000\uffff",
  "'",
  "' OR 1=1 --",
  '"; DROP TABLE contacts; --',
  "%",
  "%00",
  "_",
  "__proto__",
  "constructor",
  "toString",
  "null",
  "undefined",
  "NaN",
  "-1",
  "0",
  "1e309",
  "9007199254740993",
  "99999999999999999999",
  "true",
  "[object Object]",
  "../../etc/passwd",
  "{{7*7}}",
  "<script>alert(1)</script>",
  "tel:",
  "tel:+",
  "tel:0788123123",
  "tel:+250788123123#x",
  "mailto:a@b",
  "ext:",
  "2016-13-45T99:99:99.999999Z",
  "0000-00-00T00:00:00.000000Z",
  "2016-01-01T00:00:00.000000+02:00",
  "bi4xLjE",
  "bi4tMS4x",
  "é".repeat(65),
  "👩‍👩‍👧‍👦".repeat(30),
  "x".repeat(5_000),
  "http://127.0.0.1:9/x",
  "file:///etc/passwd",
  "https://user:password@hooks.invalid/",
] as const;

const hostileString = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "binary", maxLength: 40 }));

/** JSON that has nothing to do with what was asked for. */
export const hostile: fc.Arbitrary<unknown> = fc.oneof(
  hostileString,
  fc.constantFrom(null, true, false, 0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308),
  fc.constantFrom([], {}, [[]], [null], [{}], { a: { b: { c: [] } } }),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(101, 1_000).map((count) => Array.from({ length: count }, (_none, index) => `x${index}`)),
);

/** For the query: text only. */
export const hostileText: fc.Arbitrary<string> = hostileString;

function drawn({ endpoint, name }: Place): fc.Arbitrary<Draw> {
  return fc.nat(49).map((index) => new Draw(placesOf(endpoint, name), index));
}

const instant = fc
  .date({ min: new Date(0), max: new Date("2040-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString().replace("Z", "000Z"));

/** A name that leads nowhere: what subscribes is called, now and then. */
const target = fc.webPath().map((path) => `https://hooks.example.com${path}`);

function words(least: number, most: number): fc.Arbitrary<string> {
  return fc.lorem({ maxCount: 3 }).map((text) => text.slice(0, most).trim().padEnd(least, "x"));
}

function text(schema: Schema, place: Place): fc.Arbitrary<unknown> {
  const { format, pattern, example, minLength = 0, maxLength = 40 } = schema as Record<string, never>;
  const options: fc.WeightedArbitrary<unknown>[] = [{ weight: 12, arbitrary: drawn(place) }];
  const add = (weight: number, arbitrary: fc.Arbitrary<unknown>) => options.push({ weight, arbitrary });
  if (example !== undefined) add(12, fc.constant(example));
  if (format === "uuid") add(1, fc.uuid());
  else if (format === "uri") add(6, target);
  else if (pattern !== undefined) add(4, fc.stringMatching(new RegExp(pattern, "u"), { maxLength: 36 }));
  else if (place.name === "before" || place.name === "after") add(6, instant);
  else add(4, words(minLength, maxLength));
  return fc.oneof(...options);
}

/** Nesting of schemas that refer to themselves ends here. */
const DEPTH = 6;

/** Values that the schema allows; strings are drawn from the account where they can be. */
export function valid(schema: Schema, place: Place, depth = 0): fc.Arbitrary<unknown> {
  const { $ref, anyOf, enum: words, const: constant, type } = schema as Record<string, never>;
  if (depth > DEPTH) return fc.constant(null);
  if (typeof $ref === "string")
    return valid(place.shared[String($ref).split("/").at(-1) ?? ""] ?? {}, place, depth + 1);
  if (Array.isArray(anyOf)) return either(anyOf as Schema[], place, depth);
  if (constant !== undefined) return fc.constant(constant);
  if (Array.isArray(words)) return fc.constantFrom(...(words as unknown[]));
  if (Array.isArray(type)) {
    return either(
      (type as string[]).map((one) => ({ ...schema, type: one })),
      place,
      depth,
    );
  }
  switch (type as string | undefined) {
    case "string":
      return text(schema, place);
    case "integer":
    case "number":
      // What has no bounds of its own is likely to be an identifier.
      return fc.oneof(
        { weight: bounded(schema) ? 1 : 20, arbitrary: drawn(place) },
        { weight: 10, arbitrary: whole(schema) },
      );
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return fc.array(valid((schema["items"] ?? {}) as Schema, place, depth + 1), { minLength: 1, maxLength: 2 });
    case "object":
      return object(schema, place, depth);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

/** Null seldom: it says little. */
function either(schemas: readonly Schema[], place: Place, depth: number): fc.Arbitrary<unknown> {
  return fc.oneof(
    ...schemas.map((one) => ({ weight: one["type"] === "null" ? 1 : 4, arbitrary: valid(one, place, depth + 1) })),
  );
}

function bounded({ maximum }: Schema): boolean {
  return maximum !== undefined && maximum !== Number.MAX_SAFE_INTEGER;
}

function whole({ minimum = -1_000, maximum = 1_000 }: Schema): fc.Arbitrary<number> {
  return fc.integer({ min: Math.max(Number(minimum), -(2 ** 31)), max: Math.min(Number(maximum), 2 ** 31 - 1) });
}

function object(schema: Schema, place: Place, depth: number): fc.Arbitrary<unknown> {
  const properties = Object.entries((schema["properties"] ?? {}) as Record<string, Schema>);
  const members = properties.map(([name, of]) => [name, valid(of, { ...place, name }, depth + 1)] as const);
  const required = ((schema["required"] ?? []) as string[]).filter((name) => properties.some(([it]) => it === name));
  if (members.length > 0) return fc.record(Object.fromEntries(members), { requiredKeys: required });
  const values = schema["additionalProperties"];
  if (typeof values !== "object" || values === null) return fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue());
  const key = fc.constantFrom("nickname", "registered", "eng", "fra", "shoe", "__proto__");
  return fc.dictionary(key, valid(values as Schema, place, depth + 1), { maxKeys: 3 });
}
