/** What a field says about versions; the grammar has its own tests, and the cases of test/conformance the decisions. */
import { describe, expect, test } from "vitest";
import { application, version } from "../../test/registry.ts";
import { admitsJson, readAccept } from "./accept.ts";

const acme = application([version(2), version(3), version(1, { bound: false })], { vendor: "Acme.Shop-v2" });
const read = (accept: string) => readAccept(accept, acme);

/** The version, weight, form and words of each range that names one. */
function named(accept: string) {
  const reading = read(accept);
  if (reading.kind !== "ranges") throw new Error(`read as ${reading.kind}`);
  return reading.named.map((it) => [it.version?.number ?? null, it.weight, it.form, it.requested]);
}

test("each version is named once, by its heaviest range and in the client's words", () => {
  expect(
    named('application/json;version=2;q=0.1, APPLICATION/vnd.acme.shop-v2.V2+json ; Q=0.5, */*;version="2.0"; q=0.3'),
  ).toEqual([[2, 0.5, "vendor-dot", "APPLICATION/vnd.acme.shop-v2.V2+json ; Q=0.5"]]);
});

test("a retired version is named like any other, and all that are not in the table together", () => {
  expect(named("*/*;version=1, */*;version=9;q=0.1, */*;version=x;q=0.2")).toEqual([
    [1, 1, "parameter", "*/*;version=1"],
    [null, 0.2, "parameter", "*/*;version=x;q=0.2"],
  ]);
});

test("the version stands after the whole vendor's name, even when that ends like a version", () => {
  expect(named("application/vnd.acme.shop-v2-v3+json")).toEqual([
    [3, 1, "vendor", "application/vnd.acme.shop-v2-v3+json"],
  ]);
  expect(named("application/vnd.acme.shop-v2+json;version=3")).toEqual([
    [3, 1, "vendor-parameter", "application/vnd.acme.shop-v2+json;version=3"],
  ]);
});

test.each([
  [
    "*/*;q=0.1, application/*;q=0.2, application/json;q=0.3, application/vnd.acme.shop-v2+json;q=0.4",
    0.4,
    "vendor-parameter",
  ],
  ["application/json;q=0.3, application/*;q=0.2, */*", 0.3, "parameter"],
  ["application/*;q=0.2, */*", 0.2, "parameter"],
  ["*/*;q=0.1, *;q=0.6", 0.6, "parameter"],
  ["application/json;q=0.3, application/json;version=2", 0.3, "parameter"],
] as const)("of %s the most specific generic range counts: %d", (accept, weight, form) => {
  expect(read(accept)).toMatchObject({ kind: "ranges", generic: { weight, form } });
});

test.each([[""], [" , "], ["application"], ["*/*;q=2"]])("%j is as good as no field", (accept) => {
  expect(read(accept)).toEqual({ kind: "absent" });
});

test("a foreign type alone is a field that names and accepts nothing of ours", () => {
  expect(read("text/html")).toEqual({ kind: "ranges", generic: null, named: [] });
});

test.each([
  ["application/vnd.acme.shop-v2-V2+json;version=3", ["V2", "3"]],
  ['*/*;version=2;version="2.0";version="x"', ["2", "x"]],
] as const)("%s contradicts itself", (accept, words) => {
  expect(read(accept)).toEqual({ kind: "contradiction", words });
});

test("without a vendor its types are foreign", () => {
  const plain = application([version(2)], { vendor: null });
  expect(readAccept("application/vnd.null-v2+json, application/vnd.-v2+json", plain)).toEqual({
    kind: "ranges",
    generic: null,
    named: [],
  });
});

/**
 * The least of several times, so that only the work itself counts. Quadratic work would take 64 times as
 * long for eight times the length; the bound leaves room for a machine that is busy with other things.
 */
describe("reading a field takes time in proportion to its length", () => {
  test.each([
    [","],
    [";"],
    ['"'],
    ["\\"],
    [" "],
    ["a"],
    ["a/b,"],
    ["*/*;version=2,"],
    ["*/*;version=x;q=0.1,"],
    [";version=2"],
    ['application/json;version="\\2",'],
    ["application/vnd.acme.shop-v2-v3+json,"],
    ['a/b;x="'],
  ])("of %j", (unit) => {
    const least = (length: number) => {
      const text = `*/*${unit.startsWith(";") ? "" : ","}${unit.repeat(Math.ceil(length / unit.length))}`;
      const times = Array.from({ length: 9 }, () => {
        const start = performance.now();
        read(text);
        return performance.now() - start;
      });
      return Math.min(...times);
    };
    least(32_000);
    expect(least(256_000) / Math.max(least(32_000), 0.02)).toBeLessThan(32);
  });

  test("and what is kept is bounded by the table", () => {
    const numbers = Array.from({ length: 5_000 }, (_, number) => `*/*;version=${number}`);
    expect(named(numbers.join()).length).toBe(4);
  });
});

test.each([
  ["", true],
  ["*/*", true],
  ["text/html, */*;q=0.1", true],
  ["application/problem+json", true],
  ["application/vnd.acme.shop-v2-v1+json", true],
  ["application/json;version=1", true],
  ["text/html", false],
  ["text/*", false],
  ["text/plain, application/json;q=0", false],
  ["application/json;version=1;q=0, text/plain", false],
])("%j leaves room for JSON: %s", (accept, room) => {
  expect(admitsJson(accept, acme)).toBe(room);
});
