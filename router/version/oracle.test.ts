/**
 * Our reading of Accept against an independent one. `negotiator` knows media types, not versions, so each
 * version is offered to it as `application/json;version=N`; types of known weights beside them tell how it
 * weighs each. Where the two are meant to differ stands in the table at the end, with the reason.
 */
import fc from "fast-check";
import Negotiator from "negotiator";
import { expect, test } from "vitest";
import { application, version } from "../../test/registry.ts";
import { readAccept } from "./accept.ts";
import { resolve } from "./resolve.ts";

const NUMBERS = [1, 2, 3, 4] as const;
const acme = application(NUMBERS.map((number) => version(number)));
const NOW = 0;

const offered = NUMBERS.map((number) => `application/json;version=${number}`);
/** 0.05, 0.15, … 0.95: the number of them that a version outweighs is its weight in tenths. */
const probes = Array.from({ length: 10 }, (_, index) => `probe/${index}`);
const probing = probes.map((probe, index) => `${probe};q=${(index / 10 + 0.05).toFixed(2)}`).join(", ");

function theirWeights(accept: string): number[] {
  const negotiator = new Negotiator({ headers: { accept: `${accept}, ${probing}` } });
  const order = negotiator.mediaTypes([...offered, ...probes]);
  return offered.map((type) => {
    const place = order.indexOf(type);
    return place === -1 ? 0 : order.slice(place).filter((other) => probes.includes(other)).length / 10;
  });
}

function ourWeights(accept: string): number[] {
  const reading = readAccept(accept, acme);
  if (reading.kind !== "ranges") return NUMBERS.map(() => 0);
  return NUMBERS.map((number) => {
    const named = reading.named.find((range) => range.version?.number === number);
    return named?.weight ?? reading.generic?.weight ?? 0;
  });
}

/** What both read alike: well-formed members, versions named by `application/json` only. */
const space = fc.constantFrom("", " ", "\t", "  ");
const spelling = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => text.replace("j", "J").replace("a", "A"),
);
const value = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom("", '"', '"\\'))
  .map(([number, quote]) => (quote === "" ? String(number) : `${quote}${number}"`));
const tenths = fc.integer({ min: 0, max: 10 });
const weight = fc
  .tuple(tenths, fc.constantFrom(1, 2, 3), fc.constantFrom("q", "Q"))
  .map(([tenth, digits, name]) => `${name}=${(tenth / 10).toFixed(digits)}`);
const range = fc.oneof(
  fc.tuple(spelling, value).map(([spell, number]) => [spell("application/json"), `${spell("version")}=${number}`]),
  fc
    .tuple(spelling, fc.constantFrom("application/json", "application/*", "*/*", "text/html", "application/xml"))
    .map(([spell, type]) => [spell(type)]),
);
const member = fc
  .tuple(range, fc.option(weight, { nil: null }), fc.boolean(), space, space)
  .map(([[type = "", parameter], q, first, before, after]) => {
    const parameters = [parameter, q].filter((it) => typeof it === "string");
    return [type, ...(first ? parameters.toReversed() : parameters)].join(`${before};${after}`);
  });
const accept = fc
  .array(fc.oneof({ weight: 9, arbitrary: member }, { weight: 1, arbitrary: fc.constant("") }), { minLength: 1 })
  .chain((members) => fc.tuple(space, space).map(([before, after]) => members.join(`${before},${after}`)));

test("every version has the weight that negotiator gives it", () => {
  fc.assert(
    fc.property(accept, (text) => {
      expect(ourWeights(text)).toEqual(theirWeights(text));
    }),
    { numRuns: 3_000 },
  );
});

test("the version chosen is one that negotiator weighs most, and there is none when it weighs all 0", () => {
  const withDefault = application(acme.versions, { default: 2 });
  fc.assert(
    fc.property(accept, (text) => {
      if (/^[\s,]*$/.test(text)) return;
      const weights = theirWeights(text);
      const resolution = resolve({ url: null, headers: [], accept: text, pin: null }, withDefault, NOW);
      if (resolution.kind !== "resolved") {
        expect([resolution.kind, Math.max(...weights)]).toEqual(["not-acceptable", 0]);
        return;
      }
      expect(weights[resolution.version.number - 1]).toBe(Math.max(...weights));
    }),
    { numRuns: 3_000 },
  );
});

/** Accept → our weight of version 2, negotiator's, and why ours is the right one here */
const DIFFERENCES: readonly [string, number, number, string][] = [
  ["application/json;version=2;charset=utf-8", 1, 0, "a parameter that no version has excludes none"],
  ["application/json;q=0.4;charset=utf-8", 0.4, 0, "nor does it exclude all of them"],
  [
    "application/*;version=2;q=0.9, application/json;version=2;q=0.1",
    0.9,
    0.1,
    "each names version 2: the highest counts",
  ],
  [
    "application/json;q=0.9, application/*;version=2;q=0.1",
    0.1,
    0.9,
    "a range that names a version is about that version",
  ],
  ["application/json;version=2.0", 1, 0, "2.0 names version 2"],
  ["application/json;version=v2", 1, 0, "v2 names version 2"],
  ["application/json;version=*", 0, 1, "a star is no version"],
  ["*;q=0.2", 0.2, 0, "Java sends a lone star and means */*"],
  ["*/json;q=0.4", 0, 0.4, "no range: RFC 9110 12.5.1 has no such wildcard"],
  ["application/json;version", 0, 1, "malformed: RFC 9110 5.6.6 wants a value"],
  ["application/json;version=2;q=0.5;x", 0, 0.5, "malformed for the same reason; RFC 7231's bare extensions are gone"],
  ["application/json;version=2;q=", 0, 1, "malformed for the same reason"],
  ['application/json;version=2;q="0.5"', 0, 0.5, "a weight is never quoted (RFC 9110 12.4.2)"],
  ["application/json;version=2;q=2", 0, 1, "a weight is at most 1"],
  ["application/json;version=2;q=1e-1", 0, 0.1, "a weight has no exponent"],
  ["application/json;version=2;q=0.2;q=0.8", 0, 0.2, "two weights are none"],
  [
    "application/json;version=2;version=3",
    0,
    1,
    "a member that names two versions is a conflict, not the first of them",
  ],
];

test.each(DIFFERENCES)("%s weighs %d, not negotiator's %d: %s", (text, ours, theirs) => {
  expect([ourWeights(text)[1], theirWeights(text)[1]]).toEqual([ours, theirs]);
});
